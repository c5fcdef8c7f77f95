/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include <glib/gi18n-lib.h>

#include "app/enablement/onb-enablement-page.h"
#include "app/widgets/onb-look.h"
#include "app/widgets/onb-wrap-label.h"
#include "app/window/onb-launcher.h"
#include "app/window/onb-page.h"
#include "guide/onb-bidi.h"

#include "app/check/onb-finding-card.h"

/* A page that is known not to be encrypted, so that a network can put its own in its place. */
#define PLAIN_WEB_PAGE "http://example.com/"

struct _OnbFindingCard
{
  AdwBin parent_instance;

  GtkImage *icon;
  GtkLabel *severity_label;
  GtkLabel *title_label;
  GtkLabel *cause_label;
  GtkLabel *fix_label;
  GtkWidget *buttons;
  GtkButton *remedy_button;
  GtkButton *approve_button;
  GtkWidget *authority_button;
  GtkWidget *evidence_expander;
  GtkBox *evidence_box;
  GtkLabel *id_label;

  GPtrArray *findings;
  /* Owned by them. */
  OnbFinding *finding;
  gboolean leads_to_enablement;
};

G_DEFINE_FINAL_TYPE (OnbFindingCard, onb_finding_card, ADW_TYPE_BIN)

enum
{
  APPROVE,
  ASK,
  SIGN_IN,
  SENT_AWAY,
  ADD_AUTHORITY,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
on_approve_clicked (GtkButton *button, OnbFindingCard *self)
{
  g_signal_emit (self, signals[APPROVE], 0, self->finding->host);
}

static void
on_authority_clicked (GtkButton *button, OnbFindingCard *self)
{
  g_signal_emit (self, signals[ADD_AUTHORITY], 0);
}

static void
on_remedy_clicked (GtkButton *button, OnbFindingCard *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  OnbRemedy remedy = onb_remedy_of (self->finding);

  if (self->leads_to_enablement)
    {
      g_signal_emit (self, signals[SENT_AWAY], 0, self->finding);
      gtk_widget_activate_action (widget, "win.page", "s", ONB_PAGE_ENABLEMENT);
      return;
    }

  if (onb_remedy_is_elsewhere (remedy))
    g_signal_emit (self, signals[SENT_AWAY], 0, self->finding);
  switch (remedy)
    {
    case ONB_REMEDY_STEP:
      gtk_widget_activate_action (widget, "win.step", "i", self->finding->step);
      break;
    case ONB_REMEDY_CREDENTIALS:
      gtk_widget_activate_action (widget, "win.page", "s", ONB_PAGE_CREDENTIALS);
      break;
    case ONB_REMEDY_ADDRESS:
      gtk_widget_activate_action (widget, "win.page", "s", "clinic");
      break;
    case ONB_REMEDY_WEB_PAGE:
      onb_launch (widget, PLAIN_WEB_PAGE,
                  _ ("No web browser could be opened. Open one yourself and go to any web page."));
      break;
    case ONB_REMEDY_PROXY_LOGIN:
      g_signal_emit (self, signals[SIGN_IN], 0, self->finding);
      break;
    case ONB_REMEDY_ASK_NETWORK:
    case ONB_REMEDY_ASK_SYSTEM:
      g_signal_emit (self, signals[ASK], 0, self->finding);
      break;
    case ONB_REMEDY_NONE:
    default:
      break;
    }
}

static char *
describe_evidence (const OnbEvidence *evidence)
{
  GString *text = g_string_new (NULL);

  g_string_append_printf (text, "%s %s", evidence->method, evidence->url);
  if (evidence->status != 0)
    /* Translators: an HTTP status. */
    g_string_append_printf (text, _ ("\nHTTP status %u"), evidence->status);
  if (evidence->fault != NULL)
    g_string_append_printf (text, "\n%s", evidence->fault);
  if (evidence->request_id != NULL)
    /* Translators: an ID that the EHR maker’s support asks for. */
    g_string_append_printf (text, _ ("\nRequest ID %s"), evidence->request_id);

  return g_string_free (text, FALSE);
}

static void
show_evidence (OnbFindingCard *self)
{
  for (guint i = 0; i < self->finding->evidence->len; i++)
    {
      g_autofree char *text = describe_evidence (g_ptr_array_index (self->finding->evidence, i));
      GtkWidget *label = onb_wrap_label_new (text, "caption");

      gtk_label_set_selectable (GTK_LABEL (label), TRUE);
      gtk_box_append (self->evidence_box, label);
    }
  gtk_widget_set_visible (self->evidence_expander, self->finding->evidence->len > 0);
}

static void
show_buttons (OnbFindingCard *self, gboolean with_pages)
{
  OnbRemedy remedy = onb_remedy_of (self->finding);
  gboolean here = with_pages || !onb_remedy_is_elsewhere (remedy);
  g_autofree char *label = here ? onb_remedy_get_label (remedy, self->finding->step) : NULL;
  gboolean approvable = self->finding->host != NULL && with_pages;

  if (label != NULL)
    gtk_button_set_label (self->remedy_button, label);
  gtk_widget_set_visible (GTK_WIDGET (self->remedy_button), label != NULL);

  if (approvable)
    {
      /* Translators: a button; the name of a host. */
      g_autofree char *approve = onb_bidi_format (_ ("Approve %s…"), self->finding->host);

      gtk_button_set_label (self->approve_button, approve);
      gtk_widget_set_visible (GTK_WIDGET (self->approve_button), TRUE);
    }
  gtk_widget_set_visible (self->authority_button, onb_remedy_may_be_authority (self->finding));
  gtk_widget_set_visible (self->buttons, label != NULL || approvable ||
                                             onb_remedy_may_be_authority (self->finding));
}

gboolean
onb_finding_card_suggest (OnbFindingCard *self)
{
  g_return_val_if_fail (ONB_IS_FINDING_CARD (self), FALSE);

  if (!gtk_widget_get_visible (GTK_WIDGET (self->remedy_button)))
    return FALSE;

  gtk_widget_add_css_class (GTK_WIDGET (self->remedy_button), "suggested-action");
  return TRUE;
}

static void
onb_finding_card_finalize (GObject *object)
{
  g_clear_pointer (&ONB_FINDING_CARD (object)->findings, g_ptr_array_unref);

  G_OBJECT_CLASS (onb_finding_card_parent_class)->finalize (object);
}

static void
onb_finding_card_class_init (OnbFindingCardClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = onb_finding_card_finalize;

  signals[APPROVE] = g_signal_new ("approve", ONB_TYPE_FINDING_CARD, G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[ASK] = g_signal_new ("ask", ONB_TYPE_FINDING_CARD, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                               G_TYPE_NONE, 1, G_TYPE_POINTER);
  signals[ADD_AUTHORITY] = g_signal_new ("add-authority", ONB_TYPE_FINDING_CARD, G_SIGNAL_RUN_LAST,
                                         0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SENT_AWAY] = g_signal_new ("sent-away", ONB_TYPE_FINDING_CARD, G_SIGNAL_RUN_LAST, 0, NULL,
                                     NULL, NULL, G_TYPE_NONE, 1, G_TYPE_POINTER);
  signals[SIGN_IN] = g_signal_new ("sign-in", ONB_TYPE_FINDING_CARD, G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 1, G_TYPE_POINTER);

  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/leyr/Onboarding/ui/check/onb-finding-card.ui");
  gtk_widget_class_bind_template_child (widget_class, OnbFindingCard, icon);
  gtk_widget_class_bind_template_child (widget_class, OnbFindingCard, severity_label);
  gtk_widget_class_bind_template_child (widget_class, OnbFindingCard, title_label);
  gtk_widget_class_bind_template_child (widget_class, OnbFindingCard, cause_label);
  gtk_widget_class_bind_template_child (widget_class, OnbFindingCard, fix_label);
  gtk_widget_class_bind_template_child (widget_class, OnbFindingCard, buttons);
  gtk_widget_class_bind_template_child (widget_class, OnbFindingCard, remedy_button);
  gtk_widget_class_bind_template_child (widget_class, OnbFindingCard, approve_button);
  gtk_widget_class_bind_template_child (widget_class, OnbFindingCard, authority_button);
  gtk_widget_class_bind_template_child (widget_class, OnbFindingCard, evidence_expander);
  gtk_widget_class_bind_template_child (widget_class, OnbFindingCard, evidence_box);
  gtk_widget_class_bind_template_child (widget_class, OnbFindingCard, id_label);
  gtk_widget_class_bind_template_callback (widget_class, on_remedy_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_approve_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_authority_clicked);
}

static void
onb_finding_card_init (OnbFindingCard *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
onb_finding_card_new (GPtrArray *findings, guint index, gboolean with_pages)
{
  OnbFindingCard *self;
  const OnbLook *look;
  g_autofree char *fix = NULL;

  g_return_val_if_fail (findings != NULL, NULL);
  g_return_val_if_fail (index < findings->len, NULL);

  self = g_object_new (ONB_TYPE_FINDING_CARD, NULL);
  self->findings = g_ptr_array_ref (findings);
  self->finding = g_ptr_array_index (findings, index);
  look = onb_look_of_severity (self->finding->severity);
  /* Translators: before the sentence that says what to do. */
  fix = g_strconcat (_ ("What to do:"), " ", self->finding->fix, NULL);

  onb_look_apply (look, self->icon);
  gtk_widget_add_css_class (GTK_WIDGET (self->severity_label), look->css_class);
  gtk_label_set_label (self->severity_label, onb_severity_get_title (self->finding->severity));
  gtk_label_set_label (self->title_label, self->finding->title);
  gtk_label_set_label (self->cause_label, self->finding->cause);
  gtk_label_set_label (self->fix_label, fix);
  gtk_label_set_label (self->id_label, self->finding->id);
  show_buttons (self, with_pages);
  show_evidence (self);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  self->finding->title, -1);
  return GTK_WIDGET (self);
}

void
onb_finding_card_hide_buttons (OnbFindingCard *self)
{
  g_return_if_fail (ONB_IS_FINDING_CARD (self));

  gtk_widget_set_visible (self->buttons, FALSE);
}

void
onb_finding_card_lead_to_enablement (OnbFindingCard *self)
{
  g_return_if_fail (ONB_IS_FINDING_CARD (self));

  self->leads_to_enablement = TRUE;
  gtk_button_set_label (self->remedy_button, _ ("Go to Enablement"));
  gtk_widget_set_visible (GTK_WIDGET (self->remedy_button), TRUE);
  gtk_widget_set_visible (self->buttons, TRUE);
}
