/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include <string.h>

#include <glib/gi18n-lib.h>

#include "clinic/onb-directory-words.h"
#include "millennium/onb-address.h"
#include "wire/onb-json.h"

#include "clinic/onb-directory-entry.h"

/* In shorter words, one letter is too much of it. */
#define LEAST_TO_BE_SIMILAR 4

/* The published directory has some 60,000 values for 1451 organisations. */
#define MAX_VALUES 2000000

struct _OnbDirectoryEntry
{
  GObject parent_instance;

  char *name;
  char *place;
  char *tenant;
  char *address;
  char *key;
};

G_DEFINE_FINAL_TYPE (OnbDirectoryEntry, onb_directory_entry, G_TYPE_OBJECT)

enum
{
  PROP_NAME = 1,
  PROP_PLACE,
  PROP_TENANT,
  N_PROPERTIES
};

static GParamSpec *properties[N_PROPERTIES];

/* The words as they stand in a key, each after its space; the longest first, which rules out most. */
struct _OnbDirectoryQuery
{
  GPtrArray *words;
};

static gint
by_length (gconstpointer a, gconstpointer b)
{
  gsize first = strlen (*(const char *const *) a);
  gsize second = strlen (*(const char *const *) b);

  return (first < second) - (first > second);
}

OnbDirectoryQuery *
onb_directory_query_new (const char *text)
{
  OnbDirectoryQuery *self;
  g_autoptr (GString) folded = g_string_new (NULL);
  g_auto (GStrv) words = NULL;

  g_return_val_if_fail (text != NULL, NULL);

  self = g_new0 (OnbDirectoryQuery, 1);
  self->words = g_ptr_array_new_with_free_func (g_free);
  onb_directory_words_append (folded, text);
  words = g_strsplit (folded->str, " ", -1);
  for (guint i = 1; words[0] != NULL && words[i] != NULL; i++)
    g_ptr_array_add (self->words, g_strconcat (" ", words[i], NULL));
  g_ptr_array_sort (self->words, by_length);
  return self;
}

void
onb_directory_query_free (OnbDirectoryQuery *self)
{
  g_return_if_fail (self != NULL);

  g_ptr_array_unref (self->words);
  g_free (self);
}

OnbDirectoryMatch
onb_directory_query_match (const OnbDirectoryQuery *self, const char *key)
{
  OnbDirectoryMatch match = ONB_DIRECTORY_MATCH_BEGINNING;

  for (guint i = 0; i < self->words->len; i++)
    {
      const char *word = self->words->pdata[i];
      const char *place = strstr (key, word + 1);

      if (place == NULL)
        return ONB_DIRECTORY_MATCH_NONE;

      if (place[-1] != ' ' && strstr (place, word) == NULL)
        match = ONB_DIRECTORY_MATCH_INSIDE;
    }

  return match;
}

guint
onb_directory_query_get_n_words (const OnbDirectoryQuery *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->words->len;
}

const char *
onb_directory_query_get_word (const OnbDirectoryQuery *self, guint nth)
{
  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (nth < self->words->len, NULL);

  return (const char *) self->words->pdata[nth] + 1;
}

gboolean
onb_directory_query_is_similar (const OnbDirectoryQuery *self, guint nth, const char *word)
{
  const char *typed = onb_directory_query_get_word (self, nth);

  if (strstr (word, typed) != NULL)
    return TRUE;

  return strlen (typed) >= LEAST_TO_BE_SIMILAR && onb_directory_words_are_similar (typed, word);
}

const char *
onb_directory_entry_get_key (OnbDirectoryEntry *self)
{
  g_return_val_if_fail (ONB_IS_DIRECTORY_ENTRY (self), NULL);

  return self->key;
}

const char *
onb_directory_entry_get_name (OnbDirectoryEntry *self)
{
  g_return_val_if_fail (ONB_IS_DIRECTORY_ENTRY (self), NULL);

  return self->name;
}

const char *
onb_directory_entry_get_place (OnbDirectoryEntry *self)
{
  g_return_val_if_fail (ONB_IS_DIRECTORY_ENTRY (self), NULL);

  return self->place;
}

const char *
onb_directory_entry_get_tenant (OnbDirectoryEntry *self)
{
  g_return_val_if_fail (ONB_IS_DIRECTORY_ENTRY (self), NULL);

  return self->tenant;
}

const char *
onb_directory_entry_get_address (OnbDirectoryEntry *self)
{
  g_return_val_if_fail (ONB_IS_DIRECTORY_ENTRY (self), NULL);

  return self->address;
}

static void
onb_directory_entry_finalize (GObject *object)
{
  OnbDirectoryEntry *self = ONB_DIRECTORY_ENTRY (object);

  g_free (self->name);
  g_free (self->place);
  g_free (self->tenant);
  g_free (self->address);
  g_free (self->key);

  G_OBJECT_CLASS (onb_directory_entry_parent_class)->finalize (object);
}

static void
onb_directory_entry_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  OnbDirectoryEntry *self = ONB_DIRECTORY_ENTRY (object);

  switch (id)
    {
    case PROP_NAME:
      g_value_set_string (value, self->name);
      break;
    case PROP_PLACE:
      g_value_set_string (value, self->place);
      break;
    case PROP_TENANT:
      g_value_set_string (value, self->tenant);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
onb_directory_entry_class_init (OnbDirectoryEntryClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->get_property = onb_directory_entry_get_property;
  object_class->finalize = onb_directory_entry_finalize;

  properties[PROP_NAME] = g_param_spec_string ("name", NULL, NULL, NULL, flags);
  properties[PROP_PLACE] = g_param_spec_string ("place", NULL, NULL, NULL, flags);
  properties[PROP_TENANT] = g_param_spec_string ("tenant", NULL, NULL, NULL, flags);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);
}

static void
onb_directory_entry_init (OnbDirectoryEntry *self)
{
}

static char *
place_of (JsonObject *organisation)
{
  JsonObject *address = onb_json_array_get_object (onb_json_get_array (organisation, "address"), 0);
  const char *city = onb_json_get_string (address, "city");
  const char *state = onb_json_get_string (address, "state");

  if (city != NULL && state != NULL)
    return g_strdup_printf ("%s, %s", city, state);

  return g_strdup (city != NULL ? city : state != NULL ? state : "");
}

/* NULL where the endpoint is no address that a clinic could enter. */
static OnbDirectoryEntry *
entry_new (JsonObject *endpoint, JsonObject *organisation, guint *n_patients)
{
  const char *status = onb_json_get_string (endpoint, "status");
  const char *text = onb_json_get_string (endpoint, "address");
  const char *name = onb_json_get_string (organisation, "name");
  g_autoptr (OnbAddress) address = text != NULL ? onb_address_parse (text, NULL) : NULL;
  OnbDirectoryEntry *self;
  GString *key;

  if (name == NULL)
    name = onb_json_get_string (endpoint, "name");
  /* A name with a control character in it is nobody's. */
  if (address == NULL || name == NULL || name[0] == '\0' || strchr (name, '\n') != NULL ||
      strcmp (address->scheme, "https") != 0 || (status != NULL && strcmp (status, "active") != 0))
    return NULL;

  if (onb_address_get_kind (address) == ONB_ADDRESS_PATIENT)
    {
      (*n_patients)++;
      return NULL;
    }

  self = g_object_new (ONB_TYPE_DIRECTORY_ENTRY, NULL);
  self->name = g_strdup (name);
  self->place = place_of (organisation);
  self->tenant = g_strdup (address->tenant);
  self->address = onb_address_get_base (address, ONB_FHIR_R4);

  key = g_string_new (NULL);
  onb_directory_words_append (key, self->name);
  onb_directory_words_append (key, self->place);
  onb_directory_words_append_others (key);
  onb_directory_words_append (key, self->tenant);
  self->key = g_string_free (key, FALSE);
  return self;
}

static gint
by_name (gconstpointer a, gconstpointer b)
{
  const OnbDirectoryEntry *first = *(const OnbDirectoryEntry *const *) a;
  const OnbDirectoryEntry *second = *(const OnbDirectoryEntry *const *) b;
  int order = strcmp (first->key, second->key);

  return order != 0 ? order : strcmp (first->address, second->address);
}

static void
remove_duplicates (GPtrArray *entries)
{
  guint n_kept = 0;

  for (guint i = 0; i < entries->len; i++)
    {
      gpointer entry = entries->pdata[i];

      if (n_kept > 0 && by_name (&entries->pdata[n_kept - 1], &entry) == 0)
        g_object_unref (entry);
      else
        entries->pdata[n_kept++] = entry;
    }

  entries->len = n_kept;
}

/* The id in "Endpoint/id", whatever server's address stands before it. */
static const char *
referred_id (JsonObject *reference)
{
  const char *text = onb_json_get_string (reference, "reference");
  const char *slash = text != NULL ? strrchr (text, '/') : NULL;

  return slash != NULL ? slash + 1 : text;
}

typedef struct
{
  /* By their ids. */
  GHashTable *endpoints;
  GHashTable *organisations;
  GHashTable *taken;
  GPtrArray *entries;
  /* Addresses for patients' own access, which are of no use here. */
  guint n_patients;
} Reading;

static void
add_entry (Reading *self, JsonObject *endpoint, JsonObject *organisation)
{
  OnbDirectoryEntry *entry = entry_new (endpoint, organisation, &self->n_patients);

  g_hash_table_add (self->taken, endpoint);
  if (entry != NULL)
    g_ptr_array_add (self->entries, entry);
}

static void
add_organisation (Reading *self, JsonObject *organisation)
{
  JsonArray *references = onb_json_get_array (organisation, "endpoint");

  for (guint i = 0; references != NULL && i < json_array_get_length (references); i++)
    {
      const char *id = referred_id (onb_json_array_get_object (references, i));
      JsonObject *endpoint = id != NULL ? g_hash_table_lookup (self->endpoints, id) : NULL;

      if (endpoint != NULL)
        add_entry (self, endpoint, organisation);
    }
}

static void
add_remaining_endpoint (Reading *self, JsonObject *endpoint)
{
  const char *id = referred_id (onb_json_get_object (endpoint, "managingOrganization"));

  if (!g_hash_table_contains (self->taken, endpoint))
    add_entry (self, endpoint, id != NULL ? g_hash_table_lookup (self->organisations, id) : NULL);
}

static GPtrArray *
read_resources (JsonArray *resources, guint *n_patients)
{
  Reading self = {
    .endpoints = g_hash_table_new (g_str_hash, g_str_equal),
    .organisations = g_hash_table_new (g_str_hash, g_str_equal),
    .taken = g_hash_table_new (NULL, NULL),
    .entries = g_ptr_array_new_with_free_func (g_object_unref),
  };
  GHashTableIter iter;
  gpointer resource;

  for (guint i = 0; i < json_array_get_length (resources); i++)
    {
      JsonObject *object =
          onb_json_get_object (onb_json_array_get_object (resources, i), "resource");
      const char *type = onb_json_get_string (object, "resourceType");
      const char *id = onb_json_get_string (object, "id");

      if (id != NULL && g_strcmp0 (type, "Endpoint") == 0)
        g_hash_table_insert (self.endpoints, (gpointer) id, object);
      else if (id != NULL && g_strcmp0 (type, "Organization") == 0)
        g_hash_table_insert (self.organisations, (gpointer) id, object);
    }

  g_hash_table_iter_init (&iter, self.organisations);
  while (g_hash_table_iter_next (&iter, NULL, &resource))
    add_organisation (&self, resource);
  g_hash_table_iter_init (&iter, self.endpoints);
  while (g_hash_table_iter_next (&iter, NULL, &resource))
    add_remaining_endpoint (&self, resource);

  g_ptr_array_sort (self.entries, by_name);
  remove_duplicates (self.entries);
  g_hash_table_unref (self.endpoints);
  g_hash_table_unref (self.organisations);
  g_hash_table_unref (self.taken);
  *n_patients = self.n_patients;
  return self.entries;
}

GPtrArray *
onb_directory_read (const char *text, gsize length, GError **error)
{
  g_autoptr (GError) reason = NULL;
  g_autoptr (JsonNode) root = NULL;
  g_autoptr (GPtrArray) entries = NULL;
  JsonObject *bundle;
  JsonArray *resources;
  guint n_patients;

  g_return_val_if_fail (text != NULL || length == 0, NULL);

  root = onb_json_parse (text, length, MAX_VALUES, &reason);
  if (root == NULL)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA,
                   /* Translators: the reason follows. */
                   _ ("The clinic directory is damaged or incomplete: %s"), reason->message);
      return NULL;
    }

  bundle = JSON_NODE_HOLDS_OBJECT (root) ? json_node_get_object (root) : NULL;
  resources = onb_json_get_array (bundle, "entry");
  if (resources == NULL || g_strcmp0 (onb_json_get_string (bundle, "resourceType"), "Bundle") != 0)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA,
                           _ ("This file is not a clinic directory. Expected a FHIR Bundle of "
                              "Endpoint and Organization."));
      return NULL;
    }

  entries = read_resources (resources, &n_patients);
  if (entries->len == 0 && n_patients > 0)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA,
                           _ ("This is the list of FHIR URLs for patient access. Leyr needs the "
                              "list for providers, which is published in the same place."));
      return NULL;
    }

  if (entries->len == 0)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA,
                           _ ("The clinic directory contains no usable FHIR URL."));
      return NULL;
    }

  return g_steal_pointer (&entries);
}
