/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include <glib/gi18n-lib.h>

#include "app/network/onb-authority-import.h"
#include "app/widgets/onb-static-row.h"
#include "app/window/onb-question.h"
#include "guide/onb-bidi.h"

#include "app/network/onb-trust-group.h"

struct _OnbTrustGroup
{
  AdwBin parent_instance;

  GtkListBox *authorities_list;
  GtkListBox *hosts_list;
  GtkWidget *hosts_group;
  GtkWidget *add_button;

  OnbAuthorityStore *authorities;
  OnbClinic *clinic;
  char **shown_hosts;
};

G_DEFINE_FINAL_TYPE (OnbTrustGroup, onb_trust_group, ADW_TYPE_BIN)

/* What is taken back once the user has said so: an authority, or else a host. */
typedef struct
{
  OnbTrustGroup *group;
  OnbAuthority *authority;
  char *host;
} Withdrawal;

static Withdrawal *
withdrawal_new (OnbTrustGroup *group, OnbAuthority *authority, const char *host)
{
  Withdrawal *self = g_new0 (Withdrawal, 1);

  self->group = group;
  g_set_object (&self->authority, authority);
  self->host = g_strdup (host);
  return self;
}

static void
withdrawal_free (gpointer data, GClosure *closure)
{
  Withdrawal *self = data;

  g_clear_object (&self->authority);
  g_free (self->host);
  g_free (self);
}

static void
on_removal_answered (AdwAlertDialog *dialog, const char *response, Withdrawal *withdrawal)
{
  OnbTrustGroup *self = withdrawal->group;
  g_autoptr (GError) error = NULL;

  if (!g_str_equal (response, ONB_QUESTION_ACCEPTED))
    return;

  if (!onb_authority_store_remove (self->authorities, withdrawal->authority, &error))
    gtk_widget_activate_action (GTK_WIDGET (self), "win.toast", "s", error->message);
  gtk_widget_grab_focus (self->add_button);
}

static void
on_remove_clicked (GtkButton *button, Withdrawal *withdrawal)
{
  OnbTrustGroup *self = withdrawal->group;
  AdwDialog *dialog = onb_question_new (_ ("Remove This Certificate?"),
                                        _ ("It will not be trusted from the next test on. If a "
                                           "proxy inspects encrypted traffic, the test will fail."),
                                        _ ("Cancel"), _ ("Remove"));

  g_signal_connect_data (dialog, "response", G_CALLBACK (on_removal_answered),
                         withdrawal_new (self, withdrawal->authority, NULL), withdrawal_free, 0);
  adw_dialog_present (dialog, GTK_WIDGET (self));
}

/* What was more is asked for again where it is needed: nothing is lost. */
static void
on_withdraw_clicked (GtkButton *button, Withdrawal *withdrawal)
{
  OnbTrustGroup *self = withdrawal->group;

  gtk_widget_grab_focus (self->add_button);
  onb_clinic_withdraw_host (self->clinic, withdrawal->host);
}

static GtkWidget *
row_new (const char *title,
         const char *subtitle,
         const char *label,
         const char *name,
         GCallback clicked,
         Withdrawal *withdrawal)
{
  GtkWidget *row = onb_static_row_new ();
  GtkWidget *button = gtk_button_new_with_label (label);

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  /* Which one it takes back is in its name: the label on it would come before. */
  gtk_accessible_reset_relation (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_RELATION_LABELLED_BY);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  g_signal_connect_data (button, "clicked", clicked, withdrawal, withdrawal_free, 0);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
  return row;
}

static GtkWidget *
authority_row_new (gpointer item, gpointer data)
{
  OnbAuthority *authority = item;
  const char *subject = onb_authority_get_subject (authority);
  g_autofree char *description = onb_authority_describe (authority);
  /* Translators: whose certificate it is. */
  g_autofree char *name = onb_bidi_format (_ ("Remove %s"), subject);

  return row_new (subject, description, _ ("Remove…"), name, G_CALLBACK (on_remove_clicked),
                  withdrawal_new (data, authority, NULL));
}

static void
show_hosts (OnbTrustGroup *self)
{
  const char *const *hosts = onb_clinic_get_approved_hosts (self->clinic);

  if (self->shown_hosts != NULL && g_strv_equal ((const char *const *) self->shown_hosts, hosts))
    return;

  g_strfreev (self->shown_hosts);
  self->shown_hosts = g_strdupv ((char **) hosts);
  gtk_list_box_remove_all (self->hosts_list);
  for (guint i = 0; hosts[i] != NULL; i++)
    {
      /* Translators: the name of a host. */
      g_autofree char *name = onb_bidi_format (_ ("Withdraw Approval of %s"), hosts[i]);

      gtk_list_box_append (self->hosts_list, row_new (hosts[i], "", _ ("Withdraw"), name,
                                                      G_CALLBACK (on_withdraw_clicked),
                                                      withdrawal_new (self, NULL, hosts[i])));
    }
  gtk_widget_set_visible (self->hosts_group, hosts[0] != NULL);
}

static void
on_add_clicked (GtkButton *button, OnbTrustGroup *self)
{
  onb_authority_import (GTK_WIDGET (self), self->authorities);
}

static void
show_authorities (OnbTrustGroup *self)
{
  gtk_widget_set_visible (GTK_WIDGET (self->authorities_list),
                          g_list_model_get_n_items (G_LIST_MODEL (self->authorities)) > 0);
}

/* Another process may have changed the list since it was last seen. */
static void
on_mapped (OnbTrustGroup *self)
{
  if (self->authorities != NULL)
    onb_authority_store_refresh (self->authorities);
}

static void
onb_trust_group_dispose (GObject *object)
{
  OnbTrustGroup *self = ONB_TRUST_GROUP (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), ONB_TYPE_TRUST_GROUP);
  g_clear_object (&self->authorities);
  g_clear_object (&self->clinic);
  g_clear_pointer (&self->shown_hosts, g_strfreev);

  G_OBJECT_CLASS (onb_trust_group_parent_class)->dispose (object);
}

static void
onb_trust_group_class_init (OnbTrustGroupClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = onb_trust_group_dispose;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/leyr/Onboarding/ui/network/onb-trust-group.ui");
  gtk_widget_class_bind_template_child (widget_class, OnbTrustGroup, authorities_list);
  gtk_widget_class_bind_template_child (widget_class, OnbTrustGroup, hosts_list);
  gtk_widget_class_bind_template_child (widget_class, OnbTrustGroup, hosts_group);
  gtk_widget_class_bind_template_child (widget_class, OnbTrustGroup, add_button);
  gtk_widget_class_bind_template_callback (widget_class, on_add_clicked);
}

static void
onb_trust_group_init (OnbTrustGroup *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect (self, "map", G_CALLBACK (on_mapped), NULL);
}

void
onb_trust_group_show (OnbTrustGroup *self, OnbAuthorityStore *authorities, OnbClinic *clinic)
{
  g_return_if_fail (ONB_IS_TRUST_GROUP (self));
  g_return_if_fail (ONB_IS_AUTHORITY_STORE (authorities));
  g_return_if_fail (ONB_IS_CLINIC (clinic));
  g_return_if_fail (self->authorities == NULL);

  self->authorities = g_object_ref (authorities);
  self->clinic = g_object_ref (clinic);
  gtk_list_box_bind_model (self->authorities_list, G_LIST_MODEL (authorities), authority_row_new,
                           self, NULL);
  g_signal_connect_object (authorities, "items-changed", G_CALLBACK (show_authorities), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (clinic, "changed", G_CALLBACK (show_hosts), self, G_CONNECT_SWAPPED);
  show_authorities (self);
  show_hosts (self);
}
