/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include <glib/gi18n-lib.h>

#include "guide/onb-bidi.h"
#include "guide/onb-html.h"

#include "clinic/onb-support-report.h"

/* A report is made once, as headings and tables, and written twice: what the user sees before it is
 * saved is what is saved. */
typedef struct
{
  char *title;
  gboolean has_heading;
  /* Each a GStrv. */
  GPtrArray *rows;
} Section;

struct _OnbSupportReport
{
  char *title;
  char *clinic;
  GPtrArray *sections;
  /* The same for programs. */
  char *script;
};

static void
section_free (Section *self)
{
  g_free (self->title);
  g_ptr_array_unref (self->rows);
  g_free (self);
}

void
onb_support_report_free (OnbSupportReport *self)
{
  g_return_if_fail (self != NULL);

  g_free (self->title);
  g_free (self->clinic);
  g_ptr_array_unref (self->sections);
  g_free (self->script);
  g_free (self);
}

static Section *
add_section (OnbSupportReport *self, const char *title)
{
  Section *section = g_new0 (Section, 1);

  section->title = g_strdup (title);
  section->rows = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);
  g_ptr_array_add (self->sections, section);
  return section;
}

static void
add_row (Section *section, const char *name, const char *value)
{
  const char *row[] = { name, value != NULL && value[0] != '\0' ? value : "–", NULL };

  g_ptr_array_add (section->rows, g_strdupv ((char **) row));
}

static void G_GNUC_PRINTF (3, 4)
    add_formatted_row (Section *section, const char *name, const char *format, ...)
{
  va_list arguments;
  g_autofree char *value = NULL;

  va_start (arguments, format);
  value = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  add_row (section, name, value);
}

static const char *
yes_or_no (gboolean value)
{
  /* Translators: an answer in a table. */
  return value ? C_ ("answer", "yes") : C_ ("answer", "no");
}

static const char *
get_title (const OnbSupportFacts *facts)
{
  return facts->name != NULL && facts->name[0] != '\0' ? facts->name : _ ("New Clinic");
}

static void
add_clinic (OnbSupportReport *self, OnbGuide *guide, const OnbSupportFacts *facts)
{
  Section *section = add_section (self, _ ("Clinic"));
  g_autofree char *hosts = g_strjoinv (", ", facts->approved_hosts);
  GPtrArray *options = onb_guide_get_options (guide);

  add_row (section, _ ("Name"), get_title (facts));
  add_row (section, _ ("System"), onb_guide_get_system (guide));
  add_row (section, _ ("Host"), facts->host);
  add_row (section, _ ("Tenant ID"), facts->tenant);
  add_row (section, onb_guide_get_credential_label (guide, FALSE), facts->client_id);
  add_row (section, _ ("Credentials saved in keyring"), yes_or_no (facts->stored));
  for (guint i = 0; i < options->len; i++)
    {
      const OnbGuideOption *option = g_ptr_array_index (options, i);

      add_row (section, option->title,
               yes_or_no (g_strv_contains ((const char *const *) facts->options, option->id)));
    }
  add_row (section, _ ("Approved hosts"), hosts);
  add_row (section, _ ("Added to Leyr"), yes_or_no (facts->handed_over));
}

static gboolean
is_ticked (const OnbSupportFacts *facts, int number)
{
  for (guint i = 0; i < facts->ticks->len; i++)
    if (g_array_index (facts->ticks, int, i) == number)
      return TRUE;

  return FALSE;
}

static void
add_progress (OnbSupportReport *self, OnbGuide *guide, const OnbSupportFacts *facts)
{
  Section *section = add_section (self, _ ("Progress"));
  const char *const accounts[ONB_N_ACCOUNTS] = {
    [ONB_ACCOUNT_UNKNOWN] = "–",
    [ONB_ACCOUNT_YES] = C_ ("answer", "yes"),
    [ONB_ACCOUNT_NO] = C_ ("answer", "no"),
    [ONB_ACCOUNT_NOT_SURE] = C_ ("answer", "not sure"),
  };
  g_autofree char *account = NULL;
  g_autoptr (GString) open = g_string_new (NULL);
  int n_steps = onb_guide_get_n_steps (guide);
  guint n_done = 0;

  for (int number = 1; number <= n_steps; number++)
    if (is_ticked (facts, number))
      n_done++;
    else
      g_string_append_printf (open, "%s%d", open->len > 0 ? ", " : "", number);

  /* Translators: the name of an EHR vendor’s console. */
  account = onb_bidi_format (_ ("%s account"), onb_guide_get_console_or_system (guide));
  add_row (section, account, accounts[facts->account]);
  /* Translators: how many of the guide’s steps are ticked. */
  add_formatted_row (section, _ ("Steps"), _ ("%u of %d steps done"), n_done, n_steps);
  add_row (section, _ ("Steps to do"), open->str);
}

/* In words that this program has for it: in a report from elsewhere there may be anything. */
static const char *
find_hosting (OnbGuide *guide, const char *id)
{
  const OnbGuideEnablement *enablement = onb_guide_get_enablement (guide);

  for (guint i = 0; enablement != NULL && id != NULL && i < enablement->hostings->len; i++)
    {
      const OnbGuideHosting *hosting = g_ptr_array_index (enablement->hostings, i);

      if (g_str_equal (hosting->id, id))
        return hosting->title;
    }

  return g_strcmp0 (id, ONB_HOSTING_UNKNOWN) == 0 ? _ ("Not known") : NULL;
}

/* Who reads it may be in another zone, and in another country. */
static char *
describe_time (GDateTime *time)
{
  g_autoptr (GDateTime) utc = g_date_time_to_utc (time);

  return g_date_time_format (utc, "%F %T UTC");
}

static void
add_enablement (OnbSupportReport *self, OnbGuide *guide, const OnbSupportFacts *facts)
{
  const OnbGuideEnablement *enablement = onb_guide_get_enablement (guide);
  Section *section;
  g_autofree char *state = NULL;
  g_autofree char *sent = NULL;

  if (enablement == NULL)
    return;

  section = add_section (self, _ ("Enablement"));
  state = onb_enablement_state_describe (facts->enablement, facts->request_sent, facts->made);
  if (facts->request_sent != NULL)
    sent = describe_time (facts->request_sent);
  add_row (section, _ ("State"), state);
  add_row (section, _ ("Hosting"), find_hosting (guide, facts->hosting));
  add_row (section, enablement->identifier, facts->application_id);
  add_row (section, _ ("Request sent"), sent);
}

static void
add_verdict (OnbSupportReport *self, OnbCheckResult *result, OnbStanding standing)
{
  Section *section = add_section (self, _ ("Last connection test"));
  g_autofree char *started = NULL;

  if (result == NULL)
    {
      add_row (section, _ ("Result"), _ ("Not tested yet"));
      return;
    }

  started = describe_time (result->started);
  add_row (section, _ ("Result"), onb_standing_get_title (standing));
  if (standing.kind == ONB_STANDING_TESTED)
    {
      add_row (section, _ ("Explanation"), onb_check_result_get_explanation (result));
    }
  else
    {
      add_row (section, _ ("Explanation"), onb_standing_get_explanation (standing));
      add_row (section, _ ("Result before the change"), onb_verdict_get_title (result->verdict));
    }
  add_row (section, _ ("Started"), started);
  /* Translators: how long a test took. */
  add_formatted_row (section, _ ("Duration"), _ ("%.1f s"), (double) result->duration_ms / 1000);
  if (result->practice)
    add_row (section, _ ("Demo mode"), _ ("This test ran in demo mode. Nothing in it is real."));

  for (guint v = 0; v < ONB_N_FHIR_VERSIONS; v++)
    {
      const OnbVersionResult *version = &result->versions[v];

      if (version->tested)
        add_formatted_row (section, onb_fhir_version_get_title ((OnbFhirVersion) v), "%s (%s) %s",
                           onb_version_state_get_title (version->state),
                           version->fhir_version != NULL ? version->fhir_version : "–",
                           version->base_url != NULL ? version->base_url : "");
    }
}

static void
add_scopes (OnbSupportReport *self, OnbCheckResult *result)
{
  Section *section = add_section (self, _ ("Scopes"));
  g_autoptr (GStrvBuilder) heading = g_strv_builder_new ();

  section->has_heading = TRUE;
  g_strv_builder_add (heading, _ ("Scope"));
  for (guint v = 0; v < ONB_N_FHIR_VERSIONS; v++)
    if (result->versions[v].tested)
      g_strv_builder_add (heading, onb_fhir_version_get_title ((OnbFhirVersion) v));
  g_strv_builder_add (heading, _ ("Request IDs"));
  g_ptr_array_add (section->rows, g_strv_builder_end (heading));

  for (guint i = 0; i < result->scopes->len; i++)
    {
      const OnbScopeResult *scope = g_ptr_array_index (result->scopes, i);
      g_autoptr (GStrvBuilder) row = g_strv_builder_new ();
      g_autoptr (GString) ids = g_string_new (NULL);

      g_strv_builder_add (row, scope->scope);
      for (guint v = 0; v < ONB_N_FHIR_VERSIONS; v++)
        {
          const OnbCell *cell = &scope->cells[v];

          if (!cell->tested)
            continue;

          g_strv_builder_add (row, onb_cell_state_get_title (cell->state));
          if (cell->request_id != NULL)
            g_string_append_printf (ids, "%s%s", ids->len > 0 ? ", " : "", cell->request_id);
        }
      g_strv_builder_add (row, ids->len > 0 ? ids->str : "–");
      g_ptr_array_add (section->rows, g_strv_builder_end (row));
    }
}

static char *
describe_evidence (const OnbEvidence *evidence)
{
  GString *text = g_string_new (NULL);

  g_string_append_printf (text, "%s %s", evidence->method, evidence->url);
  if (evidence->status != 0)
    g_string_append_printf (text, " → %u", evidence->status);
  if (evidence->fault != NULL)
    g_string_append_printf (text, " → %s", evidence->fault);
  g_string_append_printf (text, ", %" G_GINT64_FORMAT " ms", evidence->ms);
  if (evidence->request_id != NULL)
    g_string_append_printf (text, ", %s", evidence->request_id);
  return g_string_free (text, FALSE);
}

static void
add_finding (OnbSupportReport *self, const OnbFinding *finding)
{
  g_autofree char *title =
      /* Translators: how grave a finding is, and its title. */
      g_strdup_printf (_ ("%s: %s"), onb_severity_get_title (finding->severity), finding->title);
  Section *section = add_section (self, title);

  add_row (section, _ ("Issue"), finding->id);
  add_row (section, _ ("Cause"), finding->cause);
  add_row (section, _ ("What to do"), finding->fix);
  if (finding->step != 0)
    add_formatted_row (section, _ ("Step"), "%d", finding->step);
  for (guint i = 0; i < finding->evidence->len; i++)
    {
      g_autofree char *evidence = describe_evidence (g_ptr_array_index (finding->evidence, i));

      add_row (section, i == 0 ? _ ("Technical details") : "", evidence);
    }
}

/* The newest first: that is what is asked about. */
static void
add_history (OnbSupportReport *self, GPtrArray *history)
{
  Section *section;

  if (history->len < 2)
    return;

  section = add_section (self, _ ("Earlier tests"));
  for (guint i = history->len; i > 0; i--)
    {
      const OnbHistoryEntry *entry = g_ptr_array_index (history, i - 1);
      g_autofree char *when = describe_time (entry->when);
      g_auto (GStrv) changes = onb_history_describe_changes (history, i - 1);
      /* Translators: what stands between two changes in a line. */
      g_autofree char *joined = g_strjoinv (C_ ("between changes", "; "), changes);

      add_formatted_row (section, when, "%s%s%s", onb_verdict_get_title (entry->verdict),
                         joined[0] != '\0' ? ". " : "", joined);
    }
}

/* What the live test saw of the network between here and there. */
static void
add_network (OnbSupportReport *self, OnbCheckResult *result)
{
  Section *section = add_section (self, _ ("Network"));
  g_autoptr (GHashTable) faults = g_hash_table_new (g_str_hash, g_str_equal);
  g_autofree char **names = NULL;
  g_autofree char *joined = NULL;
  guint n_answers = 0;
  gint64 slowest = 0;

  for (guint i = 0; i < result->scopes->len; i++)
    for (guint v = 0; v < ONB_N_FHIR_VERSIONS; v++)
      {
        const OnbScopeResult *scope = g_ptr_array_index (result->scopes, i);

        n_answers += scope->cells[v].http_status != 0;
        slowest = MAX (slowest, scope->cells[v].ms);
      }
  for (guint i = 0; i < result->findings->len; i++)
    {
      const OnbFinding *finding = g_ptr_array_index (result->findings, i);

      for (guint e = 0; e < finding->evidence->len; e++)
        {
          const OnbEvidence *evidence = g_ptr_array_index (finding->evidence, e);

          if (evidence->fault != NULL)
            g_hash_table_add (faults, evidence->fault);
        }
    }
  names = (char **) g_hash_table_get_keys_as_array (faults, NULL);
  joined = g_strjoinv (", ", names);

  add_formatted_row (section, _ ("Responses received"), "%u", n_answers);
  /* Translators: milliseconds. */
  add_formatted_row (section, _ ("Slowest response"), _ ("%d ms"), (int) slowest);
  add_row (section, _ ("Network errors"), joined);
}

/* Whom the program trusts beside the system: how a result came about may rest on it. */
static void
add_authorities (OnbSupportReport *self, const OnbSupportFacts *facts)
{
  Section *section;

  if (facts->authorities[0] == NULL)
    return;

  section = add_section (self, _ ("Added certificate authorities"));
  for (guint i = 0; facts->authorities[i] != NULL; i += 2)
    if (facts->authorities[i + 1][0] != '\0')
      add_formatted_row (section, facts->authorities[i], "SHA-256 %s", facts->authorities[i + 1]);
    else
      add_row (section, facts->authorities[i], NULL);
}

static void
add_versions (OnbSupportReport *self, const OnbSupportFacts *facts)
{
  Section *section = add_section (self, _ ("Versions"));
  g_autofree char *made = describe_time (facts->made);

  for (guint i = 0; facts->versions[i] != NULL; i += 2)
    {
      const char *name = facts->versions[i];
      const char *value = facts->versions[i + 1];

      if (g_str_equal (name, "system"))
        add_row (section, _ ("Operating system"), value);
      else if (g_str_equal (name, "flatpak"))
        add_row (section, _ ("Flatpak"), yes_or_no (g_str_equal (value, "yes")));
      else if (g_str_equal (name, "language"))
        add_row (section, _ ("Language"), value);
      else
        add_row (section, name, value);
    }
  add_row (section, _ ("Report created"), made);
}

OnbSupportReport *
onb_support_report_new (OnbGuide *guide, const OnbSupportFacts *facts)
{
  OnbSupportReport *self;

  g_return_val_if_fail (ONB_IS_GUIDE (guide), NULL);
  g_return_val_if_fail (facts != NULL, NULL);

  self = g_new0 (OnbSupportReport, 1);
  /* Translators: the name of a clinic. */
  self->title = g_strdup_printf (_ ("Support Report: %s"), get_title (facts));
  self->clinic = g_strdup (get_title (facts));
  self->sections = g_ptr_array_new_with_free_func ((GDestroyNotify) section_free);
  self->script = onb_support_facts_to_script (facts);

  add_clinic (self, guide, facts);
  add_progress (self, guide, facts);
  add_enablement (self, guide, facts);
  add_verdict (self, facts->result, facts->standing);
  if (facts->result != NULL)
    {
      add_scopes (self, facts->result);
      for (guint i = 0; i < facts->result->findings->len; i++)
        add_finding (self, g_ptr_array_index (facts->result->findings, i));
      add_network (self, facts->result);
    }
  add_history (self, facts->history);
  add_authorities (self, facts);
  add_versions (self, facts);
  return self;
}

const char *
onb_support_report_get_title (const OnbSupportReport *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->title;
}

const char *
onb_support_report_get_clinic (const OnbSupportReport *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->clinic;
}

static const char *
closing_words (void)
{
  return _ ("This report contains no client secret and no access token, and only the first and "
            "last characters of the client ID and of the application’s own ID.");
}

static char *
join_cells (char **row, gboolean has_heading)
{
  g_autofree char *line = onb_bidi_isolate (row[0]);

  for (guint c = 1; row[c] != NULL; c++)
    {
      g_autofree char *words = onb_bidi_isolate (row[c]);
      /* Translators: what something is called, and what it is. */
      char *longer = g_strdup_printf (has_heading         ? "%s | %s"
                                      : row[0][0] != '\0' ? _ ("%s: %s")
                                                          : "%s  %s",
                                      line, words);

      g_free (line);
      line = longer;
    }
  return g_steal_pointer (&line);
}

char *
onb_support_report_to_text (const OnbSupportReport *self)
{
  const char *mark = onb_bidi_get_line_mark ();
  GString *text;

  g_return_val_if_fail (self != NULL, NULL);

  text = g_string_new (mark);
  g_string_append_printf (text, "%s\n%s%s\n", self->title, mark, closing_words ());
  for (guint i = 0; i < self->sections->len; i++)
    {
      const Section *section = g_ptr_array_index (self->sections, i);

      g_string_append_printf (text, "\n%s%s\n", mark, section->title);
      for (guint r = 0; r < section->rows->len; r++)
        {
          g_autofree char *line =
              join_cells (g_ptr_array_index (section->rows, r), section->has_heading);

          g_string_append_printf (text, "%s  %s\n", mark, line);
        }
    }
  return g_string_free (text, FALSE);
}

static void
append_section (GString *html, const Section *section)
{
  onb_html_append (html, "<h2>", section->title, "</h2>\n<table>\n");
  for (guint r = 0; r < section->rows->len; r++)
    {
      char **row = g_ptr_array_index (section->rows, r);

      g_string_append (html, "<tr>");
      for (guint c = 0; row[c] != NULL; c++)
        {
          gboolean is_heading = section->has_heading ? r == 0 : c == 0;

          onb_html_append (html, is_heading ? "<th>" : "<td dir=\"auto\">", row[c],
                           is_heading ? "</th>" : "</td>");
        }
      g_string_append (html, "</tr>\n");
    }
  g_string_append (html, "</table>\n");
}

char *
onb_support_report_to_html (const OnbSupportReport *self)
{
  static const char style[] =
      "body{font:9pt/1.35 sans-serif;max-width:52em;margin:1em auto;padding:0 1em;color:#111;"
      "background:#fff}h1{font-size:14pt;margin:0}h2{font-size:10pt;margin:.9em 0 .2em}"
      "table{border-collapse:collapse;width:100%}th,td{border:1px solid #bbb;padding:.1em .5em;"
      "text-align:start;vertical-align:top;overflow-wrap:anywhere}th{background:#f1f1f1;width:22%;"
      "font-weight:600}@page{margin:10mm}@media print{body{font-size:7pt;line-height:1.25;margin:0;"
      "max-width:none}h2{margin:.5em 0 .1em}th,td{padding:0 .5em}}";
  GString *html;

  g_return_val_if_fail (self != NULL, NULL);

  html = onb_html_new (self->title, style);
  onb_html_append (html, "<p>", closing_words (), "</p>\n");
  for (guint i = 0; i < self->sections->len; i++)
    append_section (html, g_ptr_array_index (self->sections, i));
  g_string_append (html, self->script);
  return onb_html_end (html);
}
