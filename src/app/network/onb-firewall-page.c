/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include <string.h>

#include <glib/gi18n-lib.h>

#include "app/network/onb-print.h"
#include "app/window/onb-file-dialog.h"

#include "app/network/onb-firewall-page.h"

struct _OnbFirewallPage
{
  AdwNavigationPage parent_instance;

  AdwToastOverlay *toasts;
  GtkTextView *text;

  OnbFirewallRequest *request;
};

G_DEFINE_FINAL_TYPE (OnbFirewallPage, onb_firewall_page, ADW_TYPE_NAVIGATION_PAGE)

/* In the page's own place: a toast of the window would be behind the dialog. */
static void
toast_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  AdwToast *toast = adw_toast_new (g_variant_get_string (parameter, NULL));

  adw_toast_set_use_markup (toast, FALSE);
  adw_toast_overlay_add_toast (ONB_FIREWALL_PAGE (widget)->toasts, toast);
}

static void
on_copy_clicked (GtkButton *button, OnbFirewallPage *self)
{
  g_autofree char *text = onb_firewall_request_to_text (self->request);

  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), text);
  gtk_widget_activate_action (GTK_WIDGET (self), "win.toast", "s", _ ("Message copied"));
}

static void
on_print_clicked (GtkButton *button, OnbFirewallPage *self)
{
  g_autofree char *text = onb_firewall_request_to_text (self->request);

  onb_print_text (GTK_WIDGET (self), onb_firewall_request_get_title (self->request), text);
}

static void
on_save_clicked (GtkButton *button, OnbFirewallPage *self)
{
  char *html = onb_firewall_request_to_html (self->request);
  g_autoptr (GBytes) contents = g_bytes_new_take (html, strlen (html));

  onb_file_dialog_save (GTK_WIDGET (self), _ ("Save for Your Firewall Team"),
                        "leyr-onboarding-network.html", contents);
}

static void
onb_firewall_page_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), ONB_TYPE_FIREWALL_PAGE);

  G_OBJECT_CLASS (onb_firewall_page_parent_class)->dispose (object);
}

static void
onb_firewall_page_finalize (GObject *object)
{
  g_clear_pointer (&ONB_FIREWALL_PAGE (object)->request, onb_firewall_request_free);

  G_OBJECT_CLASS (onb_firewall_page_parent_class)->finalize (object);
}

static void
onb_firewall_page_class_init (OnbFirewallPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = onb_firewall_page_dispose;
  object_class->finalize = onb_firewall_page_finalize;

  gtk_widget_class_install_action (widget_class, "win.toast", "s", toast_action);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/leyr/Onboarding/ui/network/onb-firewall-page.ui");
  gtk_widget_class_bind_template_child (widget_class, OnbFirewallPage, toasts);
  gtk_widget_class_bind_template_child (widget_class, OnbFirewallPage, text);
  gtk_widget_class_bind_template_callback (widget_class, on_copy_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_print_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_save_clicked);
}

static void
onb_firewall_page_init (OnbFirewallPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

AdwNavigationPage *
onb_firewall_page_new (OnbFirewallRequest *request)
{
  OnbFirewallPage *self;
  g_autofree char *text = NULL;

  g_return_val_if_fail (request != NULL, NULL);

  self = g_object_new (ONB_TYPE_FIREWALL_PAGE, NULL);
  self->request = request;
  text = onb_firewall_request_to_text (request);
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (self->text), text, -1);
  return ADW_NAVIGATION_PAGE (self);
}
