/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "app/window/onb-question.h"

#define CANCELLED "cancel"

AdwDialog *
onb_question_new (const char *heading, const char *body, const char *cancel, const char *accept)
{
  AdwDialog *dialog = adw_alert_dialog_new (heading, body);
  AdwAlertDialog *self = ADW_ALERT_DIALOG (dialog);

  adw_alert_dialog_add_responses (self, CANCELLED, cancel, ONB_QUESTION_ACCEPTED, accept, NULL);
  adw_alert_dialog_set_response_appearance (self, ONB_QUESTION_ACCEPTED, ADW_RESPONSE_DESTRUCTIVE);
  adw_alert_dialog_set_default_response (self, CANCELLED);
  adw_alert_dialog_set_close_response (self, CANCELLED);
  return dialog;
}
