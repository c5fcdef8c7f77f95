/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include <glib/gi18n-lib.h>

#include "clinic/onb-standing.h"

/* By mask: whole sentences, so that each can be translated as a whole. */
static const char *const differences[] = {
  [ONB_DIFFERENCE_NONE] = NULL,
  [ONB_DIFFERENCE_ADDRESS] = N_ ("The FHIR URL has changed since the last test. Test again."),
  [ONB_DIFFERENCE_CREDENTIALS] =
      N_ ("The credentials have changed since the last test. Test again."),
  [ONB_DIFFERENCE_ADDRESS | ONB_DIFFERENCE_CREDENTIALS] =
      N_ ("The FHIR URL and the credentials have changed since the last test. Test again."),
  [ONB_DIFFERENCE_SCOPES] =
      N_ ("The scopes that are needed have changed since the last test. Test again."),
  [ONB_DIFFERENCE_ADDRESS | ONB_DIFFERENCE_SCOPES] =
      N_ ("The FHIR URL and the scopes that are needed have changed since the last test. Test "
          "again."),
  [ONB_DIFFERENCE_CREDENTIALS | ONB_DIFFERENCE_SCOPES] =
      N_ ("The credentials and the scopes that are needed have changed since the last test. Test "
          "again."),
  [ONB_DIFFERENCE_ADDRESS | ONB_DIFFERENCE_CREDENTIALS | ONB_DIFFERENCE_SCOPES] =
      N_ ("The FHIR URL, the credentials, and the scopes that are needed have changed since the "
          "last test. Test again."),
};

/* Of those that speak of findings, which are on another page. */
static const char *const explanations[ONB_N_VERDICTS] = {
  [ONB_VERDICT_READY_WITH_WARNINGS] =
      N_ ("You can add the clinic to Leyr. Read the warnings on the Connection Test page first."),
  [ONB_VERDICT_NOT_READY] = N_ ("Something Leyr needs does not work yet. The Connection Test page "
                                "shows what to do."),
};

gboolean
onb_standing_is_ready (OnbStanding self)
{
  return self.kind == ONB_STANDING_TESTED && onb_verdict_is_ready (self.verdict);
}

const char *
onb_standing_get_id (OnbStanding self)
{
  switch (self.kind)
    {
    case ONB_STANDING_TESTED:
      return onb_verdict_get_id (self.verdict);
    case ONB_STANDING_OUTDATED:
      return "outdated";
    case ONB_STANDING_UNTESTED:
    default:
      return "not-tested";
    }
}

const char *
onb_standing_get_title (OnbStanding self)
{
  switch (self.kind)
    {
    case ONB_STANDING_TESTED:
      return onb_verdict_get_title (self.verdict);
    case ONB_STANDING_OUTDATED:
      return _ ("Changed since the last test");
    case ONB_STANDING_UNTESTED:
    default:
      return _ ("Not tested yet");
    }
}

const char *
onb_standing_get_explanation (OnbStanding self)
{
  switch (self.kind)
    {
    case ONB_STANDING_TESTED:
      return explanations[self.verdict] != NULL ? _ (explanations[self.verdict])
                                                : onb_verdict_get_explanation (self.verdict);
    case ONB_STANDING_OUTDATED:
      return self.difference < G_N_ELEMENTS (differences) && self.difference != 0
                 ? _ (differences[self.difference])
                 : "";
    case ONB_STANDING_UNTESTED:
    default:
      return _ ("No connection test has been run for this clinic.");
    }
}
