/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include <glib/gi18n-lib.h>

#include "app/widgets/onb-look.h"
#include "app/widgets/onb-wrap-label.h"
#include "guide/onb-bidi.h"

#include "app/check/onb-finding-card.h"

struct _OnbFindingCard
{
  AdwBin parent_instance;

  char *host;
};

G_DEFINE_FINAL_TYPE (OnbFindingCard, onb_finding_card, ADW_TYPE_BIN)

enum
{
  APPROVE,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static GtkWidget *
heading_new (const OnbFinding *finding)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  const OnbLook *look = onb_look_of_severity (finding->severity);
  GtkWidget *icon =
      g_object_new (GTK_TYPE_IMAGE, "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL);
  GtkWidget *severity =
      onb_wrap_label_new (onb_severity_get_title (finding->severity), look->css_class);

  onb_look_apply (look, GTK_IMAGE (icon));
  gtk_widget_add_css_class (severity, "caption-heading");
  gtk_box_append (GTK_BOX (box), icon);
  gtk_box_append (GTK_BOX (box), severity);
  return box;
}

static void
on_approve_clicked (GtkButton *button, OnbFindingCard *self)
{
  g_signal_emit (self, signals[APPROVE], 0, self->host);
}

static GtkWidget *
buttons_new (OnbFindingCard *self, const OnbFinding *finding)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);

  if (finding->step != 0)
    {
      /* Translators: a button; the number of a step. */
      g_autofree char *label = g_strdup_printf (_ ("Go to Step %d"), finding->step);
      GtkWidget *button = gtk_button_new_with_label (label);

      gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "i", finding->step);
      gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "win.step");
      gtk_box_append (GTK_BOX (box), button);
    }
  else if (g_str_has_prefix (finding->id, "address."))
    {
      GtkWidget *button = gtk_button_new_with_label (_ ("Go to the Clinic’s Address"));

      gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", "clinic");
      gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "win.page");
      gtk_box_append (GTK_BOX (box), button);
    }

  if (finding->host != NULL)
    {
      /* Translators: a button; the name of a host. */
      g_autofree char *label = onb_bidi_format (_ ("Approve %s"), finding->host);
      GtkWidget *button = gtk_button_new_with_label (label);

      g_signal_connect_object (button, "clicked", G_CALLBACK (on_approve_clicked), self, 0);
      gtk_box_append (GTK_BOX (box), button);
    }

  return box;
}

static char *
describe_evidence (const OnbEvidence *evidence)
{
  GString *text = g_string_new (NULL);

  g_string_append_printf (text, "%s %s", evidence->method, evidence->url);
  if (evidence->status != 0)
    /* Translators: an HTTP status. */
    g_string_append_printf (text, _ ("\nStatus %u"), evidence->status);
  if (evidence->fault != NULL)
    g_string_append_printf (text, "\n%s", evidence->fault);
  if (evidence->request_id != NULL)
    /* Translators: an id that Oracle’s support asks for. */
    g_string_append_printf (text, _ ("\nRequest id %s"), evidence->request_id);

  return g_string_free (text, FALSE);
}

static GtkWidget *
evidence_new (const OnbFinding *finding)
{
  GtkWidget *expander = gtk_expander_new (_ ("What this rests on"));
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);

  for (guint i = 0; i < finding->evidence->len; i++)
    {
      g_autofree char *text = describe_evidence (g_ptr_array_index (finding->evidence, i));
      GtkWidget *label = onb_wrap_label_new (text, "caption");

      gtk_label_set_selectable (GTK_LABEL (label), TRUE);
      gtk_box_append (GTK_BOX (box), label);
    }
  gtk_accessible_update_property (GTK_ACCESSIBLE (expander), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("What this rests on"), -1);
  gtk_expander_set_child (GTK_EXPANDER (expander), box);
  return expander;
}

static void
onb_finding_card_finalize (GObject *object)
{
  g_free (ONB_FINDING_CARD (object)->host);

  G_OBJECT_CLASS (onb_finding_card_parent_class)->finalize (object);
}

static void
onb_finding_card_class_init (OnbFindingCardClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = onb_finding_card_finalize;
  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (klass), GTK_ACCESSIBLE_ROLE_GROUP);

  signals[APPROVE] = g_signal_new ("approve", ONB_TYPE_FINDING_CARD, G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
onb_finding_card_init (OnbFindingCard *self)
{
}

GtkWidget *
onb_finding_card_new (const OnbFinding *finding)
{
  OnbFindingCard *self = g_object_new (ONB_TYPE_FINDING_CARD, NULL);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 8);
  /* Translators: before the sentence that says what to do. */
  g_autofree char *fix = g_strconcat (_ ("What to do:"), " ", finding->fix, NULL);

  self->host = g_strdup (finding->host);
  gtk_box_append (GTK_BOX (box), heading_new (finding));
  gtk_box_append (GTK_BOX (box), onb_wrap_label_new (finding->title, "heading"));
  gtk_box_append (GTK_BOX (box), onb_wrap_label_new (finding->cause, NULL));
  gtk_box_append (GTK_BOX (box), onb_wrap_label_new (fix, NULL));
  gtk_box_append (GTK_BOX (box), buttons_new (self, finding));
  if (finding->evidence->len > 0)
    gtk_box_append (GTK_BOX (box), evidence_new (finding));
  gtk_box_append (GTK_BOX (box), onb_wrap_label_new (finding->id, "finding-id"));

  gtk_widget_add_css_class (box, "finding");
  gtk_widget_add_css_class (GTK_WIDGET (self), "card");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  finding->title, -1);
  adw_bin_set_child (ADW_BIN (self), box);
  return GTK_WIDGET (self);
}
