/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include <glib/gi18n-lib.h>

#include "check/onb-check-plan.h"
#include "wire/onb-text.h"

#include "clinic/onb-clinic.h"

struct _OnbClinic
{
  GObject parent_instance;

  char *id;
  char *guide;
  char *name;
  char *location;
  OnbAccount account;
  GPtrArray *options;
  GHashTable *ticks;
  char *page;
  gboolean stored;
  char *client_id;
  char *credentials;
  GPtrArray *approved_hosts;
  OnbCheckResult *result;
  OnbAbout *about;
  GPtrArray *history;
  char *hosting;
  char *application_id;
  GDateTime *request_sent;
  char *request_address;
  GStrv request_scopes;
  gboolean daily;
  gboolean handed_over;
};

G_DEFINE_FINAL_TYPE (OnbClinic, onb_clinic, G_TYPE_OBJECT)

enum
{
  PROP_ID = 1,
  PROP_GUIDE,
  PROP_NAME,
  PROP_LOCATION,
  PROP_ACCOUNT,
  PROP_OPTIONS,
  PROP_TICKS,
  PROP_PAGE,
  PROP_STORED,
  PROP_CLIENT_ID,
  PROP_CREDENTIALS,
  PROP_APPROVED_HOSTS,
  PROP_RESULT,
  PROP_HOSTING,
  PROP_APPLICATION_ID,
  PROP_REQUEST_SENT,
  PROP_DAILY,
  PROP_HANDED_OVER,
  N_PROPERTIES
};

enum
{
  CHANGED,
  N_SIGNALS
};

static GParamSpec *properties[N_PROPERTIES];
static guint signals[N_SIGNALS];

static void
changed (OnbClinic *self)
{
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
property_changed (OnbClinic *self, guint property)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[property]);
  changed (self);
}

static gboolean
replace (char **place, const char *text)
{
  if (g_strcmp0 (*place, text) == 0)
    return FALSE;

  g_free (*place);
  *place = g_strdup (text);
  return TRUE;
}

static gboolean
list_set (GPtrArray *list, const char *text, gboolean member)
{
  guint index;

  if (g_ptr_array_find_with_equal_func (list, text, g_str_equal, &index) == member)
    return FALSE;

  if (member)
    g_ptr_array_add (list, g_strdup (text));
  else
    g_ptr_array_remove_index (list, index);

  return TRUE;
}

static const char *const *
list_get (GPtrArray *list)
{
  static const char *const none[] = { NULL };

  return list->len > 0 ? (const char *const *) list->pdata : none;
}

const char *
onb_clinic_get_id (OnbClinic *self)
{
  g_return_val_if_fail (ONB_IS_CLINIC (self), NULL);

  return self->id;
}

const char *
onb_clinic_get_guide (OnbClinic *self)
{
  g_return_val_if_fail (ONB_IS_CLINIC (self), NULL);

  return self->guide;
}

const char *
onb_clinic_get_name (OnbClinic *self)
{
  g_return_val_if_fail (ONB_IS_CLINIC (self), NULL);

  return self->name;
}

void
onb_clinic_set_name (OnbClinic *self, const char *name)
{
  g_return_if_fail (ONB_IS_CLINIC (self));
  g_return_if_fail (name != NULL);

  if (replace (&self->name, name))
    property_changed (self, PROP_NAME);
}

const char *
onb_clinic_get_title (OnbClinic *self)
{
  g_return_val_if_fail (ONB_IS_CLINIC (self), NULL);

  return self->name[0] != '\0' ? self->name : _ ("New Clinic");
}

void
onb_clinic_set_guide (OnbClinic *self, const char *guide)
{
  g_return_if_fail (ONB_IS_CLINIC (self));
  g_return_if_fail (guide != NULL);

  if (!replace (&self->guide, guide))
    return;

  g_ptr_array_set_size (self->options, 0);
  replace (&self->hosting, "");
  replace (&self->page, NULL);
  self->account = ONB_ACCOUNT_UNKNOWN;
  property_changed (self, PROP_GUIDE);
}

gboolean
onb_clinic_is_blank (OnbClinic *self)
{
  g_return_val_if_fail (ONB_IS_CLINIC (self), FALSE);

  return self->name[0] == '\0' && self->location[0] == '\0' &&
         self->account == ONB_ACCOUNT_UNKNOWN && self->options->len == 0 &&
         g_hash_table_size (self->ticks) == 0 && !self->stored && self->result == NULL &&
         self->hosting[0] == '\0' && self->application_id[0] == '\0' && self->request_sent == NULL;
}

const char *
onb_clinic_get_location (OnbClinic *self)
{
  g_return_val_if_fail (ONB_IS_CLINIC (self), NULL);

  return self->location;
}

void
onb_clinic_set_location (OnbClinic *self, const char *location)
{
  g_return_if_fail (ONB_IS_CLINIC (self));
  g_return_if_fail (location != NULL);

  if (replace (&self->location, location))
    property_changed (self, PROP_LOCATION);
}

OnbAddress *
onb_clinic_get_address (OnbClinic *self, GError **error)
{
  g_return_val_if_fail (ONB_IS_CLINIC (self), NULL);

  return onb_address_parse (self->location, error);
}

OnbAccount
onb_clinic_get_account (OnbClinic *self)
{
  g_return_val_if_fail (ONB_IS_CLINIC (self), ONB_ACCOUNT_UNKNOWN);

  return self->account;
}

void
onb_clinic_set_account (OnbClinic *self, OnbAccount account)
{
  g_return_if_fail (ONB_IS_CLINIC (self));
  g_return_if_fail ((guint) account < ONB_N_ACCOUNTS);

  if (self->account == account)
    return;

  self->account = account;
  property_changed (self, PROP_ACCOUNT);
}

gboolean
onb_clinic_get_option (OnbClinic *self, const char *option)
{
  g_return_val_if_fail (ONB_IS_CLINIC (self), FALSE);
  g_return_val_if_fail (option != NULL, FALSE);

  return g_ptr_array_find_with_equal_func (self->options, option, g_str_equal, NULL);
}

void
onb_clinic_set_option (OnbClinic *self, const char *option, gboolean chosen)
{
  g_return_if_fail (ONB_IS_CLINIC (self));
  g_return_if_fail (option != NULL);

  if (list_set (self->options, option, chosen))
    property_changed (self, PROP_OPTIONS);
}

const char *const *
onb_clinic_get_options (OnbClinic *self)
{
  g_return_val_if_fail (ONB_IS_CLINIC (self), NULL);

  return list_get (self->options);
}

gboolean
onb_clinic_get_tick (OnbClinic *self, int number)
{
  g_return_val_if_fail (ONB_IS_CLINIC (self), FALSE);

  return g_hash_table_contains (self->ticks, GINT_TO_POINTER (number));
}

void
onb_clinic_set_tick (OnbClinic *self, int number, gboolean done)
{
  g_return_if_fail (ONB_IS_CLINIC (self));

  if (done ? g_hash_table_add (self->ticks, GINT_TO_POINTER (number))
           : g_hash_table_remove (self->ticks, GINT_TO_POINTER (number)))
    property_changed (self, PROP_TICKS);
}

static gint
compare_numbers (gconstpointer a, gconstpointer b)
{
  return *(const int *) a - *(const int *) b;
}

GArray *
onb_clinic_get_ticks (OnbClinic *self)
{
  GArray *ticks;
  GHashTableIter iter;
  gpointer key;

  g_return_val_if_fail (ONB_IS_CLINIC (self), NULL);

  ticks = g_array_new (FALSE, FALSE, sizeof (int));
  g_hash_table_iter_init (&iter, self->ticks);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    {
      int number = GPOINTER_TO_INT (key);

      g_array_append_val (ticks, number);
    }
  g_array_sort (ticks, compare_numbers);
  return ticks;
}

guint
onb_clinic_count_ticks (OnbClinic *self, OnbGuide *guide)
{
  guint n_ticks = 0;

  g_return_val_if_fail (ONB_IS_CLINIC (self), 0);
  g_return_val_if_fail (ONB_IS_GUIDE (guide), 0);

  for (int number = 1; number <= onb_guide_get_n_steps (guide); number++)
    n_ticks += onb_clinic_get_tick (self, number);
  return n_ticks;
}

const char *
onb_clinic_get_page (OnbClinic *self)
{
  g_return_val_if_fail (ONB_IS_CLINIC (self), NULL);

  return self->page;
}

void
onb_clinic_set_page (OnbClinic *self, const char *page)
{
  g_return_if_fail (ONB_IS_CLINIC (self));

  if (replace (&self->page, page))
    property_changed (self, PROP_PAGE);
}

gboolean
onb_clinic_get_stored (OnbClinic *self)
{
  g_return_val_if_fail (ONB_IS_CLINIC (self), FALSE);

  return self->stored;
}

const char *
onb_clinic_get_client_id (OnbClinic *self)
{
  g_return_val_if_fail (ONB_IS_CLINIC (self), NULL);

  return self->client_id;
}

const char *
onb_clinic_get_credentials (OnbClinic *self)
{
  g_return_val_if_fail (ONB_IS_CLINIC (self), NULL);

  return self->credentials;
}

static void
set_handed_over (OnbClinic *self, gboolean handed_over)
{
  if (self->handed_over == handed_over)
    return;

  self->handed_over = handed_over;
  property_changed (self, PROP_HANDED_OVER);
}

/* Says it once, when all of it is set: nobody sees one half with the other's past. */
static void
set_credentials (OnbClinic *self, gboolean stored, const char *client_id, const char *mark)
{
  gboolean differ = FALSE;

  g_object_freeze_notify (G_OBJECT (self));
  if (self->stored != stored)
    {
      self->stored = stored;
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STORED]);
      differ = TRUE;
    }
  if (replace (&self->client_id, client_id))
    {
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CLIENT_ID]);
      differ = TRUE;
    }
  if (replace (&self->credentials, mark))
    {
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CREDENTIALS]);
      differ = TRUE;
    }
  g_object_thaw_notify (G_OBJECT (self));

  if (differ)
    changed (self);
}

void
onb_clinic_keep_credentials (OnbClinic *self, const OnbCredentials *credentials)
{
  g_autofree char *client_id = NULL;

  g_return_if_fail (ONB_IS_CLINIC (self));
  g_return_if_fail (credentials != NULL);

  if (g_strcmp0 (self->credentials, credentials->mark) != 0)
    set_handed_over (self, FALSE);

  client_id = onb_text_shorten_id (credentials->client_id);
  set_credentials (self, TRUE, client_id, credentials->mark);
}

void
onb_clinic_find_credentials (OnbClinic *self, const char *client_id)
{
  g_autofree char *shortened = NULL;
  g_autofree char *mark = NULL;

  g_return_if_fail (ONB_IS_CLINIC (self));
  g_return_if_fail (client_id != NULL);

  shortened = onb_text_shorten_id (client_id);
  if (self->credentials == NULL ||
      (self->client_id != NULL && !g_str_equal (self->client_id, shortened)))
    mark = g_uuid_string_random ();
  else
    mark = g_strdup (self->credentials);

  set_credentials (self, TRUE, shortened, mark);
}

void
onb_clinic_forget_credentials (OnbClinic *self)
{
  g_return_if_fail (ONB_IS_CLINIC (self));

  set_credentials (self, FALSE, NULL, NULL);
}

void
onb_clinic_restore_credentials (OnbClinic *self, const char *client_id, const char *mark)
{
  g_autofree char *own = NULL;

  g_return_if_fail (ONB_IS_CLINIC (self));

  if (mark == NULL)
    own = g_uuid_string_random ();
  set_credentials (self, TRUE, client_id, mark != NULL ? mark : own);
}

const char *const *
onb_clinic_get_approved_hosts (OnbClinic *self)
{
  g_return_val_if_fail (ONB_IS_CLINIC (self), NULL);

  return list_get (self->approved_hosts);
}

void
onb_clinic_approve_host (OnbClinic *self, const char *host)
{
  g_return_if_fail (ONB_IS_CLINIC (self));
  g_return_if_fail (host != NULL);

  if (list_set (self->approved_hosts, host, TRUE))
    property_changed (self, PROP_APPROVED_HOSTS);
}

void
onb_clinic_withdraw_host (OnbClinic *self, const char *host)
{
  g_return_if_fail (ONB_IS_CLINIC (self));
  g_return_if_fail (host != NULL);

  if (list_set (self->approved_hosts, host, FALSE))
    property_changed (self, PROP_APPROVED_HOSTS);
}

OnbAbout *
onb_clinic_get_about (OnbClinic *self, OnbGuide *guide, const OnbCredentials *credentials)
{
  g_autoptr (OnbAddress) address = NULL;
  g_autoptr (OnbCheckPlan) plan = NULL;
  g_autoptr (GPtrArray) scopes = NULL;
  g_autofree char *base = NULL;
  g_autofree char *client_id = NULL;

  g_return_val_if_fail (ONB_IS_CLINIC (self), NULL);
  g_return_val_if_fail (ONB_IS_GUIDE (guide), NULL);

  /* Two spellings of one address are one address. */
  address = onb_address_parse (self->location, NULL);
  base = address != NULL ? onb_address_get_base (address, ONB_FHIR_R4) : g_strdup (self->location);

  plan = onb_check_plan_new (guide, onb_clinic_get_options (self));
  scopes = g_ptr_array_new_null_terminated (plan->scopes->len, NULL, TRUE);
  for (guint i = 0; i < plan->scopes->len; i++)
    {
      const OnbPlanScope *scope = g_ptr_array_index (plan->scopes, i);

      g_ptr_array_add (scopes, scope->name);
    }

  client_id = credentials != NULL ? onb_text_shorten_id (credentials->client_id)
                                  : g_strdup (self->client_id);
  return onb_about_new (base, client_id,
                        credentials != NULL ? credentials->mark : self->credentials,
                        list_get (scopes));
}

OnbCheckResult *
onb_clinic_get_result (OnbClinic *self)
{
  g_return_val_if_fail (ONB_IS_CLINIC (self), NULL);

  return self->result;
}

OnbAbout *
onb_clinic_get_result_about (OnbClinic *self)
{
  g_return_val_if_fail (ONB_IS_CLINIC (self), NULL);

  return self->about;
}

void
onb_clinic_restore_result (OnbClinic *self, OnbCheckResult *result, OnbAbout *about)
{
  g_return_if_fail (ONB_IS_CLINIC (self));
  g_return_if_fail (result != NULL);
  g_return_if_fail (about != NULL);

  onb_check_result_ref (result);
  onb_about_ref (about);
  g_clear_pointer (&self->result, onb_check_result_unref);
  g_clear_pointer (&self->about, onb_about_unref);
  self->result = result;
  self->about = about;
  property_changed (self, PROP_RESULT);
}

void
onb_clinic_set_result (OnbClinic *self, OnbCheckResult *result, OnbAbout *about)
{
  g_return_if_fail (ONB_IS_CLINIC (self));
  g_return_if_fail (result != NULL);
  g_return_if_fail (about != NULL);

  onb_history_add (self->history, onb_history_entry_new (result, about, self->result, self->about));
  onb_clinic_restore_result (self, result, about);
}

void
onb_clinic_set_repeated_result (OnbClinic *self, OnbCheckResult *result, OnbAbout *about)
{
  g_return_if_fail (ONB_IS_CLINIC (self));
  g_return_if_fail (result != NULL);
  g_return_if_fail (about != NULL);

  onb_history_repeat (self->history,
                      onb_history_entry_new (result, about, self->result, self->about));
  onb_clinic_restore_result (self, result, about);
}

void
onb_clinic_clear_result (OnbClinic *self)
{
  g_return_if_fail (ONB_IS_CLINIC (self));

  if (self->result == NULL && self->history->len == 0)
    return;

  g_clear_pointer (&self->result, onb_check_result_unref);
  g_clear_pointer (&self->about, onb_about_unref);
  g_ptr_array_set_size (self->history, 0);
  property_changed (self, PROP_RESULT);
}

GPtrArray *
onb_clinic_get_history (OnbClinic *self)
{
  g_return_val_if_fail (ONB_IS_CLINIC (self), NULL);

  return self->history;
}

OnbStanding
onb_clinic_get_standing (OnbClinic *self, OnbGuide *guide)
{
  OnbStanding standing = { ONB_STANDING_UNTESTED, ONB_VERDICT_UNTESTED, ONB_DIFFERENCE_NONE };
  g_autoptr (OnbAbout) now = NULL;

  g_return_val_if_fail (ONB_IS_CLINIC (self), standing);
  g_return_val_if_fail (ONB_IS_GUIDE (guide), standing);

  if (self->result == NULL)
    return standing;

  now = onb_clinic_get_about (self, guide, NULL);
  standing.verdict = self->result->verdict;
  standing.difference = onb_about_compare (self->about, now);
  standing.kind =
      standing.difference == ONB_DIFFERENCE_NONE ? ONB_STANDING_TESTED : ONB_STANDING_OUTDATED;
  return standing;
}

const char *
onb_clinic_get_hosting (OnbClinic *self)
{
  g_return_val_if_fail (ONB_IS_CLINIC (self), NULL);

  return self->hosting;
}

void
onb_clinic_set_hosting (OnbClinic *self, const char *hosting)
{
  g_return_if_fail (ONB_IS_CLINIC (self));
  g_return_if_fail (hosting != NULL);

  if (replace (&self->hosting, hosting))
    property_changed (self, PROP_HOSTING);
}

const char *
onb_clinic_get_application_id (OnbClinic *self)
{
  g_return_val_if_fail (ONB_IS_CLINIC (self), NULL);

  return self->application_id;
}

void
onb_clinic_set_application_id (OnbClinic *self, const char *application_id)
{
  g_return_if_fail (ONB_IS_CLINIC (self));
  g_return_if_fail (application_id != NULL);

  if (replace (&self->application_id, application_id))
    property_changed (self, PROP_APPLICATION_ID);
}

GDateTime *
onb_clinic_get_request_sent (OnbClinic *self)
{
  g_return_val_if_fail (ONB_IS_CLINIC (self), NULL);

  return self->request_sent;
}

const char *const *
onb_clinic_get_request_scopes (OnbClinic *self)
{
  g_return_val_if_fail (ONB_IS_CLINIC (self), NULL);

  return (const char *const *) self->request_scopes;
}

const char *
onb_clinic_get_request_address (OnbClinic *self)
{
  g_return_val_if_fail (ONB_IS_CLINIC (self), NULL);

  return self->request_address;
}

void
onb_clinic_set_request (OnbClinic *self,
                        GDateTime *sent,
                        const char *address,
                        const char *const *scopes)
{
  static const char *const none[] = { NULL };

  g_return_if_fail (ONB_IS_CLINIC (self));

  if (scopes == NULL)
    scopes = none;
  if ((sent == NULL && self->request_sent == NULL) ||
      (sent != NULL && self->request_sent != NULL && g_date_time_equal (sent, self->request_sent) &&
       g_strcmp0 (address, self->request_address) == 0 &&
       g_strv_equal (scopes, (const char *const *) self->request_scopes)))
    return;

  g_clear_pointer (&self->request_sent, g_date_time_unref);
  self->request_sent = sent != NULL ? g_date_time_ref (sent) : NULL;
  replace (&self->request_address, address);
  g_strfreev (self->request_scopes);
  self->request_scopes = g_strdupv ((char **) scopes);
  property_changed (self, PROP_REQUEST_SENT);
}

gboolean
onb_clinic_get_daily (OnbClinic *self)
{
  g_return_val_if_fail (ONB_IS_CLINIC (self), FALSE);

  return self->daily;
}

void
onb_clinic_set_daily (OnbClinic *self, gboolean daily)
{
  g_return_if_fail (ONB_IS_CLINIC (self));

  if (self->daily == daily)
    return;

  self->daily = daily;
  property_changed (self, PROP_DAILY);
}

gboolean
onb_clinic_get_handed_over (OnbClinic *self)
{
  g_return_val_if_fail (ONB_IS_CLINIC (self), FALSE);

  return self->handed_over;
}

void
onb_clinic_set_handed_over (OnbClinic *self, gboolean handed_over)
{
  g_return_if_fail (ONB_IS_CLINIC (self));

  set_handed_over (self, handed_over);
}

static void
onb_clinic_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  OnbClinic *self = ONB_CLINIC (object);

  switch (id)
    {
    case PROP_ID:
      g_value_set_string (value, self->id);
      break;
    case PROP_GUIDE:
      g_value_set_string (value, self->guide);
      break;
    case PROP_NAME:
      g_value_set_string (value, self->name);
      break;
    case PROP_LOCATION:
      g_value_set_string (value, self->location);
      break;
    case PROP_ACCOUNT:
      g_value_set_uint (value, self->account);
      break;
    case PROP_OPTIONS:
      g_value_set_boxed (value, list_get (self->options));
      break;
    case PROP_TICKS:
      g_value_set_uint (value, g_hash_table_size (self->ticks));
      break;
    case PROP_PAGE:
      g_value_set_string (value, self->page);
      break;
    case PROP_STORED:
      g_value_set_boolean (value, self->stored);
      break;
    case PROP_CLIENT_ID:
      g_value_set_string (value, self->client_id);
      break;
    case PROP_CREDENTIALS:
      g_value_set_string (value, self->credentials);
      break;
    case PROP_APPROVED_HOSTS:
      g_value_set_boxed (value, list_get (self->approved_hosts));
      break;
    case PROP_RESULT:
      g_value_set_boxed (value, self->result);
      break;
    case PROP_HOSTING:
      g_value_set_string (value, self->hosting);
      break;
    case PROP_APPLICATION_ID:
      g_value_set_string (value, self->application_id);
      break;
    case PROP_REQUEST_SENT:
      g_value_set_boxed (value, self->request_sent);
      break;
    case PROP_DAILY:
      g_value_set_boolean (value, self->daily);
      break;
    case PROP_HANDED_OVER:
      g_value_set_boolean (value, self->handed_over);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
onb_clinic_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  OnbClinic *self = ONB_CLINIC (object);

  switch (id)
    {
    case PROP_ID:
      self->id = g_value_dup_string (value);
      break;
    case PROP_GUIDE:
      self->guide = g_value_dup_string (value);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
onb_clinic_finalize (GObject *object)
{
  OnbClinic *self = ONB_CLINIC (object);

  g_free (self->id);
  g_free (self->guide);
  g_free (self->name);
  g_free (self->location);
  g_ptr_array_unref (self->options);
  g_hash_table_unref (self->ticks);
  g_free (self->page);
  g_free (self->client_id);
  g_free (self->credentials);
  g_ptr_array_unref (self->approved_hosts);
  g_clear_pointer (&self->result, onb_check_result_unref);
  g_clear_pointer (&self->about, onb_about_unref);
  g_ptr_array_unref (self->history);
  g_free (self->hosting);
  g_free (self->application_id);
  g_clear_pointer (&self->request_sent, g_date_time_unref);
  g_free (self->request_address);
  g_strfreev (self->request_scopes);

  G_OBJECT_CLASS (onb_clinic_parent_class)->finalize (object);
}

static void
onb_clinic_class_init (OnbClinicClass *klass)
{
  const GParamFlags readable = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;
  const GParamFlags given = G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS;
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = onb_clinic_get_property;
  object_class->set_property = onb_clinic_set_property;
  object_class->finalize = onb_clinic_finalize;

  properties[PROP_ID] = g_param_spec_string ("id", NULL, NULL, NULL, given);
  properties[PROP_GUIDE] = g_param_spec_string ("guide", NULL, NULL, NULL, given);
  properties[PROP_NAME] = g_param_spec_string ("name", NULL, NULL, "", readable);
  properties[PROP_LOCATION] = g_param_spec_string ("location", NULL, NULL, "", readable);
  properties[PROP_ACCOUNT] =
      g_param_spec_uint ("account", NULL, NULL, 0, ONB_N_ACCOUNTS - 1, 0, readable);
  properties[PROP_OPTIONS] = g_param_spec_boxed ("options", NULL, NULL, G_TYPE_STRV, readable);
  properties[PROP_TICKS] = g_param_spec_uint ("ticks", NULL, NULL, 0, G_MAXUINT, 0, readable);
  properties[PROP_PAGE] = g_param_spec_string ("page", NULL, NULL, NULL, readable);
  properties[PROP_STORED] = g_param_spec_boolean ("stored", NULL, NULL, FALSE, readable);
  properties[PROP_CLIENT_ID] = g_param_spec_string ("client-id", NULL, NULL, NULL, readable);
  properties[PROP_CREDENTIALS] = g_param_spec_string ("credentials", NULL, NULL, NULL, readable);
  properties[PROP_APPROVED_HOSTS] =
      g_param_spec_boxed ("approved-hosts", NULL, NULL, G_TYPE_STRV, readable);
  properties[PROP_RESULT] =
      g_param_spec_boxed ("result", NULL, NULL, ONB_TYPE_CHECK_RESULT, readable);
  properties[PROP_HOSTING] = g_param_spec_string ("hosting", NULL, NULL, "", readable);
  properties[PROP_APPLICATION_ID] =
      g_param_spec_string ("application-id", NULL, NULL, "", readable);
  properties[PROP_REQUEST_SENT] =
      g_param_spec_boxed ("request-sent", NULL, NULL, G_TYPE_DATE_TIME, readable);
  properties[PROP_DAILY] = g_param_spec_boolean ("daily", NULL, NULL, FALSE, readable);
  properties[PROP_HANDED_OVER] = g_param_spec_boolean ("handed-over", NULL, NULL, FALSE, readable);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);

  signals[CHANGED] = g_signal_new ("changed", ONB_TYPE_CLINIC, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                   NULL, G_TYPE_NONE, 0);
}

static void
onb_clinic_init (OnbClinic *self)
{
  self->name = g_strdup ("");
  self->location = g_strdup ("");
  self->options = g_ptr_array_new_null_terminated (0, g_free, TRUE);
  self->approved_hosts = g_ptr_array_new_null_terminated (0, g_free, TRUE);
  self->ticks = g_hash_table_new (NULL, NULL);
  self->history = onb_history_new ();
  self->hosting = g_strdup ("");
  self->application_id = g_strdup ("");
  self->request_scopes = g_new0 (char *, 1);
}

OnbClinic *
onb_clinic_new_with_id (const char *guide, const char *id)
{
  g_autofree char *own = NULL;

  g_return_val_if_fail (guide != NULL, NULL);

  if (id == NULL)
    own = g_uuid_string_random ();
  return g_object_new (ONB_TYPE_CLINIC, "guide", guide, "id", id != NULL ? id : own, NULL);
}

OnbClinic *
onb_clinic_new (const char *guide)
{
  return onb_clinic_new_with_id (guide, NULL);
}
