/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "app/guide/onb-guide-dialog.h"
#include "app/support/onb-report-dialog.h"
#include "clinic/onb-received-file.h"

#include "app/window/onb-received.h"

static AdwDialog *
make_guide_dialog (OnbGuideLibrary *library, OnbGuide *guide)
{
  g_autoptr (GError) error = NULL;

  return onb_guide_library_accepts (library, guide, &error)
             ? onb_guide_dialog_new (library, guide)
             : onb_guide_dialog_new_error (error->message);
}

static AdwDialog *
make_report_dialog (OnbGuideLibrary *library, OnbSupportFacts *report)
{
  OnbGuide *guide = onb_guide_library_find_or_default (library, report->guide);

  onb_support_facts_name (report, guide);
  return onb_report_dialog_new (guide, report);
}

static void
on_loaded (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (OnbWindow) window = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (OnbReceivedFile) received = onb_received_file_load_finish (result, &error);
  OnbGuideLibrary *library = onb_window_get_library (window);
  AdwDialog *dialog;

  /* Meanwhile the window may have been closed. */
  if (library == NULL)
    return;

  if (received == NULL && !g_error_matches (error, ONB_GUIDE_ERROR, ONB_GUIDE_ERROR_INVALID))
    {
      onb_window_toast (window, error->message);
      return;
    }

  if (received == NULL)
    dialog = onb_guide_dialog_new_error (error->message);
  else if (received->guide != NULL)
    dialog = make_guide_dialog (library, received->guide);
  else
    dialog = make_report_dialog (library, received->report);
  adw_dialog_present (dialog, GTK_WIDGET (window));
}

void
onb_received_open (OnbWindow *window, GFile *file)
{
  g_return_if_fail (ONB_IS_WINDOW (window));
  g_return_if_fail (G_IS_FILE (file));

  onb_received_file_load_async (file, on_loaded, g_object_ref (window));
}
