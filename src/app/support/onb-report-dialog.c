/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "app/check/onb-finding-card.h"
#include "app/check/onb-results-table.h"
#include "app/check/onb-version-row.h"
#include "app/support/onb-photograph.h"
#include "app/widgets/onb-look.h"
#include "app/window/onb-shortcuts.h"
#include "clinic/onb-support-report.h"

#include "app/support/onb-report-dialog.h"

struct _OnbReportDialog
{
  AdwDialog parent_instance;

  AdwBanner *practice_banner;
  GtkWidget *standing_card;
  GtkImage *standing_icon;
  GtkLabel *standing_label;
  GtkLabel *explanation_label;
  GtkBox *findings_box;
  GtkWidget *versions_group;
  OnbVersionRow *r4_row;
  OnbVersionRow *dstu2_row;
  OnbResultsTable *table;
  GtkTextView *text;
};

G_DEFINE_FINAL_TYPE (OnbReportDialog, onb_report_dialog, ADW_TYPE_DIALOG)

static void
show_standing (OnbReportDialog *self, const OnbSupportFacts *facts)
{
  const char *title = onb_standing_get_title (facts->standing);

  onb_look_apply (onb_look_of_standing (facts->standing), self->standing_icon);
  gtk_label_set_label (self->standing_label, title);
  gtk_label_set_label (self->explanation_label,
                       facts->standing.kind == ONB_STANDING_TESTED
                           ? onb_check_result_get_explanation (facts->result)
                           : onb_standing_get_explanation (facts->standing));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->standing_card),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
}

static void
show_result (OnbReportDialog *self, OnbCheckResult *result)
{
  for (guint i = 0; result != NULL && i < result->findings->len; i++)
    {
      GtkWidget *card = onb_finding_card_new (result->findings, i, FALSE);

      onb_finding_card_hide_buttons (ONB_FINDING_CARD (card));
      gtk_box_append (self->findings_box, card);
    }

  if (result != NULL)
    {
      onb_version_row_show (self->r4_row, result, ONB_FHIR_R4);
      onb_version_row_show (self->dstu2_row, result, ONB_FHIR_DSTU2);
      onb_results_table_set_result (self->table, result, FALSE);
    }
  gtk_widget_set_visible (GTK_WIDGET (self->findings_box),
                          result != NULL && result->findings->len > 0);
  gtk_widget_set_visible (self->versions_group, result != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->table), result != NULL && result->scopes->len > 0);
}

static void
onb_report_dialog_class_init (OnbReportDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (ONB_TYPE_VERSION_ROW);
  g_type_ensure (ONB_TYPE_RESULTS_TABLE);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/leyr/Onboarding/ui/support/onb-report-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, OnbReportDialog, practice_banner);
  gtk_widget_class_bind_template_child (widget_class, OnbReportDialog, standing_card);
  gtk_widget_class_bind_template_child (widget_class, OnbReportDialog, standing_icon);
  gtk_widget_class_bind_template_child (widget_class, OnbReportDialog, standing_label);
  gtk_widget_class_bind_template_child (widget_class, OnbReportDialog, explanation_label);
  gtk_widget_class_bind_template_child (widget_class, OnbReportDialog, findings_box);
  gtk_widget_class_bind_template_child (widget_class, OnbReportDialog, versions_group);
  gtk_widget_class_bind_template_child (widget_class, OnbReportDialog, r4_row);
  gtk_widget_class_bind_template_child (widget_class, OnbReportDialog, dstu2_row);
  gtk_widget_class_bind_template_child (widget_class, OnbReportDialog, table);
  gtk_widget_class_bind_template_child (widget_class, OnbReportDialog, text);
}

static void
onb_report_dialog_init (OnbReportDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  onb_shortcuts_install_in_dialog (ADW_DIALOG (self));
  /* It is about a clinic that is none of the user's. */
  onb_photograph_mark (GTK_WIDGET (self->text));
}

AdwDialog *
onb_report_dialog_new (OnbGuide *guide, const OnbSupportFacts *facts)
{
  OnbReportDialog *self;
  g_autoptr (OnbSupportReport) report = NULL;
  g_autofree char *text = NULL;

  g_return_val_if_fail (ONB_IS_GUIDE (guide), NULL);
  g_return_val_if_fail (facts != NULL, NULL);

  self = g_object_new (ONB_TYPE_REPORT_DIALOG, NULL);
  report = onb_support_report_new (guide, facts);
  text = onb_support_report_to_text (report);
  adw_dialog_set_title (ADW_DIALOG (self), onb_support_report_get_title (report));
  show_standing (self, facts);
  show_result (self, facts->result);
  adw_banner_set_revealed (self->practice_banner, facts->result != NULL && facts->result->practice);
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (self->text), text, -1);
  return ADW_DIALOG (self);
}
