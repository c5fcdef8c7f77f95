/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "app/widgets/onb-look.h"

/* Icons that every theme has, or that come with the program. */
#define OK "onb-ok-symbolic"
#define WARNING "dialog-warning-symbolic"
#define ERROR "dialog-error-symbolic"
#define WAITING "content-loading-symbolic"
#define ABSENT "list-remove-symbolic"

static const OnbLook verdicts[ONB_N_VERDICTS] = {
  [ONB_VERDICT_READY] = { OK, "success" },
  [ONB_VERDICT_READY_WITH_WARNINGS] = { WARNING, "warning" },
  [ONB_VERDICT_NOT_READY] = { ERROR, "error" },
  [ONB_VERDICT_UNTESTED] = { "dialog-question-symbolic", "warning" },
};

static const OnbLook severities[ONB_N_SEVERITIES] = {
  [ONB_SEVERITY_INFO] = { "dialog-information-symbolic", "dim-label" },
  [ONB_SEVERITY_WARNING] = { WARNING, "warning" },
  [ONB_SEVERITY_ERROR] = { ERROR, "error" },
};

static const OnbLook cells[ONB_N_CELL_STATES] = {
  [ONB_CELL_UNTESTED] = { WAITING, "dim-label" },
  [ONB_CELL_WORKS] = { OK, "success" },
  [ONB_CELL_GRANTED] = { OK, "success" },
  [ONB_CELL_NOT_GRANTED] = { ERROR, "error" },
  [ONB_CELL_REFUSED] = { "action-unavailable-symbolic", "error" },
  [ONB_CELL_NOT_OFFERED] = { ABSENT, "dim-label" },
  [ONB_CELL_FAILED] = { WARNING, "error" },
};

static const OnbLook versions[ONB_N_VERSION_STATES] = {
  [ONB_VERSION_UNTESTED] = { WAITING, "dim-label" },
  [ONB_VERSION_WORKS] = { OK, "success" },
  [ONB_VERSION_PARTIAL] = { WARNING, "warning" },
  [ONB_VERSION_REFUSED] = { "action-unavailable-symbolic", "error" },
  [ONB_VERSION_RETIRED] = { ABSENT, "dim-label" },
  [ONB_VERSION_UNREACHABLE] = { ERROR, "error" },
};

static const OnbLook preflight_verdicts[ONB_N_PREFLIGHT_VERDICTS] = {
  [ONB_PREFLIGHT_UNTESTED] = { "dialog-question-symbolic", "warning" },
  [ONB_PREFLIGHT_CLEAR] = { OK, "success" },
  [ONB_PREFLIGHT_OBSTRUCTED] = { ERROR, "error" },
};

static const OnbLook preflight_states[ONB_N_PREFLIGHT_STATES] = {
  [ONB_PREFLIGHT_UNKNOWN] = { WAITING, "dim-label" },
  [ONB_PREFLIGHT_GOOD] = { OK, "success" },
  [ONB_PREFLIGHT_NOTE] = { "dialog-information-symbolic", "dim-label" },
  [ONB_PREFLIGHT_BAD] = { ERROR, "error" },
};

static const OnbLook done = { OK, "success" };
static const OnbLook open = { WAITING, "dim-label" };

const OnbLook *
onb_look_of_verdict (OnbVerdict verdict)
{
  g_return_val_if_fail (verdict < ONB_N_VERDICTS, &open);

  return &verdicts[verdict];
}

const OnbLook *
onb_look_of_standing (OnbStanding standing)
{
  switch (standing.kind)
    {
    case ONB_STANDING_TESTED:
      return onb_look_of_verdict (standing.verdict);
    case ONB_STANDING_OUTDATED:
      return onb_look_of_warning ();
    case ONB_STANDING_UNTESTED:
    default:
      return &open;
    }
}

const OnbLook *
onb_look_of_severity (OnbSeverity severity)
{
  g_return_val_if_fail (severity < ONB_N_SEVERITIES, &open);

  return &severities[severity];
}

const OnbLook *
onb_look_of_cell (OnbCellState state)
{
  g_return_val_if_fail (state < ONB_N_CELL_STATES, &open);

  return &cells[state];
}

const OnbLook *
onb_look_of_version (OnbVersionState state)
{
  g_return_val_if_fail (state < ONB_N_VERSION_STATES, &open);

  return &versions[state];
}

const OnbLook *
onb_look_of_preflight_verdict (OnbPreflightVerdict verdict)
{
  g_return_val_if_fail (verdict < ONB_N_PREFLIGHT_VERDICTS, &open);

  return &preflight_verdicts[verdict];
}

const OnbLook *
onb_look_of_preflight (OnbPreflightState state)
{
  g_return_val_if_fail (state < ONB_N_PREFLIGHT_STATES, &open);

  return &preflight_states[state];
}

const OnbLook *
onb_look_of_done (gboolean is_done)
{
  return is_done ? &done : &open;
}

const OnbLook *
onb_look_of_fine (void)
{
  return &done;
}

const OnbLook *
onb_look_of_warning (void)
{
  return &severities[ONB_SEVERITY_WARNING];
}

const OnbLook *
onb_look_of_error (void)
{
  return &severities[ONB_SEVERITY_ERROR];
}

const OnbLook *
onb_look_of_busy (void)
{
  return &open;
}

void
onb_look_apply (const OnbLook *self, GtkImage *image)
{
  static const char *const classes[] = { "success", "warning", "error", "dim-label" };

  g_return_if_fail (self != NULL);
  g_return_if_fail (GTK_IS_IMAGE (image));

  for (guint i = 0; i < G_N_ELEMENTS (classes); i++)
    gtk_widget_remove_css_class (GTK_WIDGET (image), classes[i]);
  gtk_widget_add_css_class (GTK_WIDGET (image), self->css_class);
  gtk_image_set_from_icon_name (image, self->icon);
}
