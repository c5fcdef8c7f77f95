/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include <string.h>

#include <glib/gi18n-lib.h>

#include "millennium/onb-address.h"
#include "millennium/onb-millennium.h"
#include "wire/onb-text.h"

/* What people paste where a FHIR URL is asked for: out of mails, tables, documents and consoles. What
 * it means is either clear, or refused by its name. */

/* Characters of what was pasted that are said again in an error. */
#define MAX_SAID 60
#define UUID_LENGTH 36
#define CODED_LENGTH 32

static void
set_error (GError **error, OnbAddressError code, const char *message)
{
  g_set_error_literal (error, ONB_ADDRESS_ERROR, code, message);
}

G_GNUC_PRINTF (2, 0)
static void
set_error_about (GError **error, const char *format, const char *text)
{
  g_autofree char *said = onb_text_clean (text, strlen (text), MAX_SAID);

  g_set_error (error, ONB_ADDRESS_ERROR, ONB_ADDRESS_ERROR_INVALID, format,
               said != NULL ? said : "");
}

static gboolean
is_any (gunichar character, const char *set)
{
  return g_utf8_strchr (set, -1, character) != NULL;
}

/* Without what a mail, a sentence or a table leaves around it, and without what nobody sees. */
static char *
tidy (const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text, -1);
  GString *tidied = g_string_new (NULL);
  const char *start, *end;

  for (const char *c = valid; *c != '\0'; c = g_utf8_next_char (c))
    {
      gunichar character = g_utf8_get_char (c);

      if (g_unichar_type (character) == G_UNICODE_FORMAT)
        continue;
      /* As some write paths. */
      g_string_append_unichar (tidied, character == '\\' ? '/' : character);
    }

  start = tidied->str;
  end = tidied->str + tidied->len;
  while (start < end && (g_unichar_isspace (g_utf8_get_char (start)) ||
                         is_any (g_utf8_get_char (start), "<(\"'`“”‘’„«‹*")))
    start = g_utf8_next_char (start);
  while (end > start)
    {
      const char *last = g_utf8_prev_char (end);

      if (!g_unichar_isspace (g_utf8_get_char (last)) &&
          !is_any (g_utf8_get_char (last), ">)\"'`“”‘’»›*.,;:!?"))
        break;
      end = last;
    }

  g_string_truncate (tidied, (gsize) (end - tidied->str));
  g_string_erase (tidied, 0, start - tidied->str);
  return g_string_free (tidied, FALSE);
}

/* How long the scheme is with all that is meant to be "://"; 0 where there is none. */
static gsize
measure_scheme (const char *text, gboolean *secure)
{
  gsize length, separator;

  if (g_ascii_strncasecmp (text, "http", strlen ("http")) != 0)
    return 0;

  length = strlen ("http");
  *secure = text[length] == 's' || text[length] == 'S';
  if (*secure)
    length++;
  separator = strspn (text + length, ":/");

  return separator > 0 ? length + separator : 0;
}

/* @rest: what stands behind the scheme */
static const char *
take_scheme (const char *text, gboolean *given, gboolean *secure)
{
  gsize length;

  *given = FALSE;
  *secure = TRUE;
  /* Some paste it behind one that is there already. */
  while ((length = measure_scheme (text, secure)) > 0)
    {
      *given = TRUE;
      text += length;
    }

  return text;
}

static gboolean
has_only (const char *text, const char *more)
{
  for (const char *c = text; *c != '\0'; c++)
    if (!g_ascii_isalnum (*c) && strchr (more, *c) == NULL)
      return FALSE;

  return text[0] != '\0';
}

static gboolean
has_only_hex (const char *text, const char *more)
{
  for (const char *c = text; *c != '\0'; c++)
    if (!g_ascii_isxdigit (*c) && strchr (more, *c) == NULL)
      return FALSE;

  return text[0] != '\0';
}

/* How those who write documentation name what a reader is to put in its place: "tenant", "YOUR_TENANT_ID",
 * "insert-tenant-here". */
static gboolean
is_made_of_filling_words (const char *text)
{
  /* The first of them are what it is about. */
  static const char *const words[] = {
    "tenant", "example", "uuid", "guid", "replace", "insert", "clinic", "enter",
    "your",   "with",    "this", "here", "the",     "put",    "my",     "id",
  };
  const guint n_subjects = 4;
  gboolean any = FALSE;

  while (*text != '\0')
    {
      gsize length = strspn (text, "-_. ");

      for (guint i = 0; length == 0 && i < G_N_ELEMENTS (words); i++)
        if (g_ascii_strncasecmp (text, words[i], strlen (words[i])) == 0)
          {
            length = strlen (words[i]);
            any = any || i < n_subjects;
          }
      if (length == 0)
        return FALSE;

      text += length;
    }

  return any;
}

static gboolean
is_placeholder (const char *text)
{
  g_autofree char *decoded = g_uri_unescape_string (text, NULL);

  if (decoded == NULL)
    return FALSE;
  if (decoded[0] == ':' || decoded[0] == '$' || strpbrk (decoded, "{}<>[]") != NULL)
    return TRUE;

  return is_made_of_filling_words (decoded) || strspn (decoded, "xX-_.*") == strlen (decoded);
}

/* What stands below a tenant, or where another version would. */
static gboolean
is_behind_tenant (const char *text)
{
  gboolean is_word = g_ascii_isupper (text[0]);

  if (strcmp (text, "metadata") == 0 || text[0] == '.')
    return TRUE;

  for (guint v = 0; v < ONB_N_FHIR_VERSIONS; v++)
    if (g_ascii_strcasecmp (text, onb_address_get_version_part ((OnbFhirVersion) v)) == 0)
      return TRUE;

  /* A resource, Patient for instance. */
  for (const char *c = text; *c != '\0'; c++)
    is_word = is_word && g_ascii_isalpha (*c);
  return is_word && strlen (text) < CODED_LENGTH;
}

static gboolean
has_shape_of_uuid (const char *text)
{
  g_auto (GStrv) groups = g_strsplit (text, "-", -1);
  static const gsize lengths[] = { 8, 4, 4, 4, 12 };

  if (g_strv_length (groups) != G_N_ELEMENTS (lengths))
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (lengths); i++)
    if (strlen (groups[i]) != lengths[i])
      return FALSE;

  return has_only (text, "-");
}

/* What is wrong with something that would be a tenant ID if it were right; FALSE where nothing is known
 * to be. */
static gboolean
set_error_of_near_miss (GError **error, const char *tenant)
{
  gsize length = strlen (tenant);

  if (g_uuid_string_is_valid (tenant))
    return FALSE;

  if (length == CODED_LENGTH && has_only_hex (tenant, ""))
    {
      set_error (
          error, ONB_ADDRESS_ERROR_INVALID,
          _ ("The four hyphens of this tenant ID are missing. Copy it again, with the hyphens."));
    }
  else if (has_shape_of_uuid (tenant))
    {
      set_error (error, ONB_ADDRESS_ERROR_INVALID,
                 _ ("A tenant ID of this form contains only digits and the letters a to f. Compare "
                    "it with the original: 0 and O, 1 and l look alike."));
    }
  else if (length > 20 && length < 46 && strchr (tenant, '-') != NULL && has_only_hex (tenant, "-"))
    {
      /* Seen in public: a UUID with one letter too many, refused as an invalid tenant days later. */
      g_set_error (
          error, ONB_ADDRESS_ERROR, ONB_ADDRESS_ERROR_INVALID,
          _ ("This tenant ID has %d characters instead of %d. Compare it with the original."),
          (int) length, UUID_LENGTH);
    }
  else if (length > 26 && length < 38 && length != CODED_LENGTH && has_only (tenant, "-_"))
    {
      /* Of the published ones, one in twenty begins or ends so. */
      g_set_error (
          error, ONB_ADDRESS_ERROR, ONB_ADDRESS_ERROR_INVALID,
          _ ("This tenant ID has %d characters instead of %d. A double click does not select a "
             "hyphen or underscore at the beginning or end. Select and copy all of it."),
          (int) length, CODED_LENGTH);
    }
  else
    {
      return FALSE;
    }

  return TRUE;
}

/* @strict: whether the two forms that Oracle's tenant IDs have are the only ones. Returns the tenant ID
 * as it is, or NULL with an error. */
static char *
judge_tenant (const char *text, gboolean strict, GError **error)
{
  gsize length = strlen (text);
  g_autofree char *tenant = g_strdup (text);

  /* Braces around a UUID are a way to write one. */
  if (length > 2 && text[0] == '{' && text[length - 1] == '}')
    {
      g_autofree char *inner = g_strndup (text + 1, length - 2);

      if (onb_address_is_tenant (inner))
        {
          g_free (tenant);
          tenant = g_steal_pointer (&inner);
        }
    }

  if (is_placeholder (tenant))
    {
      /* Translators: %s is what stands in the place of the tenant ID, “{tenant}” for instance. */
      set_error_about (error, _ ("“%s” is a placeholder. Replace it with the clinic’s tenant ID."),
                       tenant);
      return NULL;
    }
  if (!has_only (tenant, "-._~"))
    {
      set_error_about (
          error,
          _ ("“%s” is not a tenant ID: it contains a character that tenant IDs cannot have."),
          tenant);
      return NULL;
    }
  if (set_error_of_near_miss (error, tenant))
    return NULL;
  if (onb_address_is_tenant (tenant))
    return g_steal_pointer (&tenant);
  if (is_behind_tenant (tenant))
    {
      set_error (error, ONB_ADDRESS_ERROR_INVALID,
                 _ ("The tenant ID after “/r4/” or “/dstu2/” is missing. A FHIR URL looks like "
                    "this: https://fhir-ehr.cerner.com/r4/TENANT/"));
      return NULL;
    }
  if (strict)
    {
      set_error_about (error,
                       _ ("“%s” is not a tenant ID from Oracle. Those have 36 characters with four "
                          "hyphens, or 32 characters. Compare it with the original."),
                       tenant);
      return NULL;
    }

  return g_steal_pointer (&tenant);
}

static OnbAddress *
parse_tenant (const char *text, GError **error)
{
  g_autofree char *tenant = NULL;
  g_autoptr (GError) reason = NULL;

  if (strchr (text, '.') != NULL || strchr (text, ':') != NULL || text[0] == '\0')
    {
      set_error (error, ONB_ADDRESS_ERROR_INVALID,
                 _ ("Enter the clinic’s FHIR URL, which begins with https:// and ends with the "
                    "tenant ID, or only the tenant ID."));
      return NULL;
    }

  tenant = judge_tenant (text, TRUE, &reason);
  if (tenant == NULL)
    {
      g_propagate_error (error, g_steal_pointer (&reason));
      return NULL;
    }

  return onb_address_new (TRUE, ONB_PRODUCTION_HOST, -1, tenant);
}

/* The host as it is sent: an international name in its ASCII form. */
static OnbHost *
parse_authority (const char *authority, GError **error)
{
  g_autofree char *ascii = NULL;
  OnbHost *host = NULL;

  if (strchr (authority, '@') != NULL)
    {
      set_error (
          error, ONB_ADDRESS_ERROR_INVALID,
          _ ("A FHIR URL contains no user name and no password. Remove the part before the “@”."));
      return NULL;
    }

  if (authority[0] == '[')
    ascii = g_strdup (authority);
  else if (strchr (authority, '%') == NULL)
    {
      const char *port = strrchr (authority, ':');
      gsize length = port != NULL ? (gsize) (port - authority) : strlen (authority);
      g_autofree char *name = NULL;

      if (length > 0 && authority[length - 1] == '.')
        length--;
      name = g_strndup (authority, length);
      ascii = g_hostname_to_ascii (name);
      if (ascii != NULL && port != NULL && port[1] != '\0')
        {
          g_autofree char *whole = g_strconcat (ascii, port, NULL);

          g_free (ascii);
          ascii = g_steal_pointer (&whole);
        }
    }

  host = ascii != NULL ? onb_host_parse (ascii) : NULL;
  if (host == NULL && authority[0] == '\0')
    set_error (error, ONB_ADDRESS_ERROR_INVALID,
               _ ("This is not a valid URL. A FHIR URL looks like this: "
                  "https://fhir-ehr.cerner.com/r4/TENANT/"));
  else if (host == NULL)
    set_error_about (error,
                     _ ("“%s” is not a host name. A FHIR URL looks like this: "
                        "https://fhir-ehr.cerner.com/r4/TENANT/"),
                     authority);

  return host;
}

/* What stands between slashes, without a query and without nothing. */
static GPtrArray *
split_path (const char *path)
{
  g_autofree char *bare = g_strndup (path, strcspn (path, "?#"));
  g_auto (GStrv) parts = g_strsplit (bare, "/", -1);
  GPtrArray *kept = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; parts[i] != NULL; i++)
    if (parts[i][0] != '\0')
      g_ptr_array_add (kept, g_strdup (parts[i]));

  return kept;
}

static const char *
find_behind (const GPtrArray *parts, const char *name)
{
  for (guint i = 0; i + 1 < parts->len; i++)
    if (g_ascii_strcasecmp (parts->pdata[i], name) == 0)
      return parts->pdata[i + 1];

  return NULL;
}

/* /tenants/{tenant}/protocols/…, and the newer form with /hosts/{FHIR host}/ in it. */
static OnbAddress *
parse_token_address (const OnbHost *host, const GPtrArray *parts, GError **error)
{
  const char *named = find_behind (parts, "hosts");
  const char *part = find_behind (parts, "tenants");
  const char *fhir_host =
      g_str_has_suffix (host->name, ".sandboxcerner.com") ? ONB_SANDBOX_HOST : ONB_PRODUCTION_HOST;
  g_autofree char *tenant = NULL;

  if (part == NULL)
    {
      set_error (
          error, ONB_ADDRESS_ERROR_INVALID,
          _ ("This is an address of Oracle’s authorization server without a tenant ID. Enter the "
             "clinic’s FHIR URL, for example: https://fhir-ehr.cerner.com/r4/TENANT/"));
      return NULL;
    }

  tenant = judge_tenant (part, TRUE, error);
  if (tenant == NULL)
    return NULL;

  if (named != NULL && onb_host_is_name (named))
    fhir_host = named;
  return onb_address_new (TRUE, fhir_host, -1, tenant);
}

static OnbAddress *
parse_base (const OnbHost *host, gboolean secure, const GPtrArray *parts, GError **error)
{
  gboolean is_version = FALSE;
  guint place = 0;
  g_autofree char *tenant = NULL;

  for (; place < parts->len; place++)
    {
      for (guint v = 0; v < ONB_N_FHIR_VERSIONS; v++)
        is_version = is_version ||
                     g_ascii_strcasecmp (parts->pdata[place],
                                         onb_address_get_version_part ((OnbFhirVersion) v)) == 0;
      if (is_version)
        break;
    }

  if (!is_version || place + 1 >= parts->len)
    {
      set_error (error, ONB_ADDRESS_ERROR_INVALID,
                 _ ("“/r4/” or “/dstu2/” followed by the tenant ID is missing. A FHIR URL looks "
                    "like this: https://fhir-ehr.cerner.com/r4/TENANT/"));
      return NULL;
    }
  if (place > 0)
    {
      set_error_about (
          error,
          /* Translators: %s is a part of a path, “fhir” for instance. */
          _ ("This may be the FHIR URL of another system: it has “/%s/” before the FHIR version. "
             "In Millennium, the version follows the host: https://fhir-ehr.cerner.com/r4/TENANT/"),
          parts->pdata[0]);
      return NULL;
    }

  tenant = judge_tenant (parts->pdata[place + 1], onb_millennium_has_host (host->name), error);
  if (tenant == NULL)
    return NULL;

  return onb_address_new (secure, host->name, host->port, tenant);
}

static gboolean
has_space (const char *text)
{
  for (const char *c = text; *c != '\0'; c = g_utf8_next_char (c))
    if (g_unichar_isspace (g_utf8_get_char (c)) || g_unichar_iscntrl (g_utf8_get_char (c)))
      return TRUE;

  return FALSE;
}

OnbAddress *
onb_address_parse (const char *text, GError **error)
{
  g_autofree char *tidied = NULL;
  g_autofree char *authority = NULL;
  g_autoptr (OnbHost) host = NULL;
  g_autoptr (GPtrArray) parts = NULL;
  const char *rest, *path;
  gboolean given, secure;

  g_return_val_if_fail (text != NULL, NULL);

  tidied = tidy (text);
  if (has_space (tidied))
    {
      set_error (
          error, ONB_ADDRESS_ERROR_INVALID,
          _ ("Contains a space or line break. Copy the FHIR URL or tenant ID again, without it."));
      return NULL;
    }

  rest = take_scheme (tidied, &given, &secure);
  if (!given && strstr (tidied, "://") != NULL)
    secure = FALSE;
  else if (!given)
    {
      /* A slash or two at its end make no address of a tenant ID. */
      parts = split_path (rest);
      if (parts->len < 2)
        return parse_tenant (parts->len > 0 ? parts->pdata[0] : "", error);
      g_clear_pointer (&parts, g_ptr_array_unref);
    }

  if (!given && !secure)
    {
      set_error (error, ONB_ADDRESS_ERROR_NOT_HTTPS,
                 _ ("The FHIR URL must begin with https://. Credentials are sent over encrypted "
                    "connections only."));
      return NULL;
    }

  path = rest + strcspn (rest, "/?#");
  authority = g_strndup (rest, (gsize) (path - rest));
  host = parse_authority (authority, error);
  if (host == NULL)
    return NULL;

  if (!secure && !onb_host_is_loopback (host->name))
    {
      set_error (error, ONB_ADDRESS_ERROR_NOT_HTTPS,
                 _ ("The FHIR URL must begin with https://. Credentials are sent over encrypted "
                    "connections only."));
      return NULL;
    }
  if (secure && host->port == 443)
    host->port = -1;

  if (strcmp (host->name, "code-console.cerner.com") == 0)
    {
      set_error (error, ONB_ADDRESS_ERROR_INVALID,
                 _ ("This is the address of the Code Console. Enter the clinic’s FHIR URL, for "
                    "example: https://fhir-ehr.cerner.com/r4/TENANT/"));
      return NULL;
    }

  parts = split_path (path);
  if (onb_millennium_has_host (host->name) && g_str_has_prefix (host->name, "authorization."))
    return parse_token_address (host, parts, error);

  return parse_base (host, secure, parts, error);
}
