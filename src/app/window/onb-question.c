/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "app/window/onb-question.h"

#define CANCELLED "cancel"

GtkWidget *
onb_question_new (GtkWindow *parent,
                  const char *heading,
                  const char *body,
                  const char *cancel,
                  const char *accept)
{
  GtkWidget *dialog = adw_message_dialog_new (parent, heading, body);
  AdwMessageDialog *self = ADW_MESSAGE_DIALOG (dialog);

  adw_message_dialog_add_responses (self, CANCELLED, cancel, ONB_QUESTION_ACCEPTED, accept, NULL);
  adw_message_dialog_set_response_appearance (self, ONB_QUESTION_ACCEPTED,
                                              ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_default_response (self, CANCELLED);
  adw_message_dialog_set_close_response (self, CANCELLED);
  return dialog;
}
