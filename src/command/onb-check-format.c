/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include <string.h>

#include <glib/gi18n-lib.h>

#include "check/onb-check-json.h"
#include "command/onb-command.h"

#include "command/onb-check-format.h"

static const char *const format_ids[] = {
  [ONB_CHECK_FORMAT_TEXT] = "text",
  [ONB_CHECK_FORMAT_JSON] = "json",
  [ONB_CHECK_FORMAT_NAGIOS] = "nagios",
  [ONB_CHECK_FORMAT_PROMETHEUS] = "prometheus",
};

/* What a verdict is to a script and to a plugin. @rank: how bad it is among several clinics: a clinic that
 * certainly does not work is worse to a plugin than one of which nothing is known; to a script, the highest
 * status is the worst. */
static const struct
{
  OnbExit status;
  OnbNagios nagios;
  guint rank;
} statuses[] = {
  [ONB_VERDICT_READY] = { ONB_EXIT_READY, ONB_NAGIOS_OK, 0 },
  [ONB_VERDICT_READY_WITH_WARNINGS] = { ONB_EXIT_READY, ONB_NAGIOS_WARNING, 1 },
  [ONB_VERDICT_UNTESTED] = { ONB_EXIT_UNTESTED, ONB_NAGIOS_UNKNOWN, 2 },
  [ONB_VERDICT_NOT_READY] = { ONB_EXIT_NOT_READY, ONB_NAGIOS_CRITICAL, 3 },
};

static const char *const nagios_words[] = {
  [ONB_NAGIOS_OK] = "OK",
  [ONB_NAGIOS_WARNING] = "WARNING",
  [ONB_NAGIOS_CRITICAL] = "CRITICAL",
  [ONB_NAGIOS_UNKNOWN] = "UNKNOWN",
};

OnbCheckOutcome *
onb_check_outcome_new (const char *id, const char *name, OnbCheckResult *result)
{
  OnbCheckOutcome *self;

  g_return_val_if_fail (name != NULL, NULL);
  g_return_val_if_fail (result != NULL, NULL);

  self = g_new0 (OnbCheckOutcome, 1);
  self->id = g_strdup (id);
  self->name = g_strdup (name);
  self->result = onb_check_result_ref (result);
  return self;
}

void
onb_check_outcome_free (OnbCheckOutcome *self)
{
  g_return_if_fail (self != NULL);

  g_free (self->id);
  g_free (self->name);
  onb_check_result_unref (self->result);
  g_free (self);
}

gboolean
onb_check_format_from_id (const char *id, OnbCheckFormat *format)
{
  g_return_val_if_fail (id != NULL, FALSE);

  for (guint i = 0; i < G_N_ELEMENTS (format_ids); i++)
    if (g_str_equal (format_ids[i], id))
      {
        *format = (OnbCheckFormat) i;
        return TRUE;
      }

  return FALSE;
}

static void
append_padded (GString *text, const char *words, glong width)
{
  g_string_append (text, words);
  for (glong i = g_utf8_strlen (words, -1); i < width; i++)
    g_string_append_c (text, ' ');
}

/* Notes are no reason for anything. */
static const OnbFinding *
get_gravest (const OnbCheckResult *result)
{
  const OnbFinding *first = result->findings->len > 0 ? result->findings->pdata[0] : NULL;

  return first != NULL && first->severity != ONB_SEVERITY_INFO ? first : NULL;
}

static void
append_gravest (GString *text, const OnbCheckResult *result)
{
  const OnbFinding *finding = get_gravest (result);

  /* Of a test that did not begin, the reason says more than that it did not. */
  if (finding != NULL)
    g_string_append_printf (text, "  %s [%s]",
                            result->scopes->len == 0 ? finding->cause : finding->title,
                            finding->id);
}

char *
onb_check_outcome_to_line (const OnbCheckOutcome *self, glong width)
{
  GString *text = g_string_new (NULL);
  glong verdict_width = 0;

  g_return_val_if_fail (self != NULL, NULL);

  for (guint i = 0; i < ONB_N_VERDICTS; i++)
    verdict_width = MAX (verdict_width, g_utf8_strlen (onb_verdict_get_title ((OnbVerdict) i), -1));

  append_padded (text, onb_verdict_get_title (self->result->verdict), verdict_width + 2);
  append_padded (text, self->name, width);
  append_gravest (text, self->result);
  g_strchomp (text->str);
  text->len = strlen (text->str);
  g_string_append_c (text, '\n');
  return g_string_free (text, FALSE);
}

JsonNode *
onb_check_outcome_to_json (const OnbCheckOutcome *self)
{
  JsonNode *node;

  g_return_val_if_fail (self != NULL, NULL);

  node = onb_check_result_to_json (self->result);
  if (self->id != NULL)
    json_object_set_string_member (json_object_get_object_member (json_node_get_object (node),
                                                                  "clinic"),
                                   "id", self->id);
  return node;
}

int
onb_check_outcomes_get_status (GPtrArray *outcomes, guint left_out, OnbCheckFormat format)
{
  OnbVerdict worst = left_out > 0 ? ONB_VERDICT_UNTESTED : ONB_VERDICT_READY;
  OnbExit status = statuses[worst].status;

  g_return_val_if_fail (outcomes != NULL, ONB_EXIT_UNTESTED);

  for (guint i = 0; i < outcomes->len; i++)
    {
      const OnbCheckOutcome *outcome = g_ptr_array_index (outcomes, i);
      OnbVerdict verdict = outcome->result->verdict;

      status = MAX (status, statuses[verdict].status);
      if (statuses[verdict].rank > statuses[worst].rank)
        worst = verdict;
    }

  return format == ONB_CHECK_FORMAT_NAGIOS ? (int) statuses[worst].nagios : (int) status;
}

/* A bar would begin the performance data. */
static char *
without_bars (const char *words)
{
  return g_strdelimit (g_strdup (words), "|\n", '/');
}

static void
append_seconds (GString *text, gint64 ms)
{
  char number[G_ASCII_DTOSTR_BUF_SIZE];

  g_string_append (text, g_ascii_formatd (number, sizeof number, "%.3f", (double) ms / 1000));
}

/* How many scopes the clinic has, and how many of them can be used in a version at least. */
static guint
count_working (const OnbCheckResult *result)
{
  guint n = 0;

  for (guint i = 0; i < result->scopes->len; i++)
    {
      const OnbScopeResult *scope = g_ptr_array_index (result->scopes, i);
      gboolean works = FALSE;

      for (guint v = 0; v < ONB_N_FHIR_VERSIONS; v++)
        works = works || (scope->cells[v].tested && (scope->cells[v].state == ONB_CELL_WORKS ||
                                                     scope->cells[v].state == ONB_CELL_GRANTED));
      n += works ? 1 : 0;
    }

  return n;
}

static guint
count_findings (const OnbCheckResult *result, OnbSeverity severity)
{
  guint n = 0;

  for (guint i = 0; i < result->findings->len; i++)
    n += ((const OnbFinding *) result->findings->pdata[i])->severity == severity ? 1 : 0;

  return n;
}

static void
append_nagios_line (GString *text, const OnbCheckOutcome *outcome)
{
  GString *line = g_string_new (NULL);
  g_autofree char *clean = NULL;

  g_string_append_printf (line, "%s: %s", outcome->name,
                          onb_verdict_get_title (outcome->result->verdict));
  append_gravest (line, outcome->result);
  clean = without_bars (line->str);
  g_string_append (text, clean);
  g_string_free (line, TRUE);
}

static void
append_practice (GString *text, GPtrArray *outcomes)
{
  const OnbCheckOutcome *first = outcomes->len > 0 ? outcomes->pdata[0] : NULL;

  /* Translators: in front of a line about a simulated clinic. */
  if (first != NULL && first->result->practice)
    g_string_append_printf (text, "%s ", _ ("DEMO MODE:"));
}

static void
append_summary (GString *text, GPtrArray *outcomes, guint left_out)
{
  guint n_ready = 0;

  for (guint i = 0; i < outcomes->len; i++)
    n_ready +=
        onb_verdict_is_ready (((const OnbCheckOutcome *) outcomes->pdata[i])->result->verdict) ? 1
                                                                                               : 0;

  /* Translators: how many clinics are ready, and how many there are. */
  g_string_append_printf (text,
                          ngettext ("%u of %u clinic ready", "%u of %u clinics ready",
                                    outcomes->len + left_out),
                          n_ready, outcomes->len + left_out);
}

static void
append_totals (GString *text, GPtrArray *outcomes, guint left_out)
{
  guint counts[ONB_N_VERDICTS] = { 0 };
  gint64 longest = 0;

  counts[ONB_VERDICT_UNTESTED] = left_out;
  for (guint i = 0; i < outcomes->len; i++)
    {
      const OnbCheckOutcome *outcome = g_ptr_array_index (outcomes, i);

      counts[outcome->result->verdict]++;
      longest = MAX (longest, outcome->result->duration_ms);
    }

  for (guint i = 0; i < ONB_N_VERDICTS; i++)
    g_string_append_printf (text, "%s=%u;;;0;%u ", onb_verdict_get_id ((OnbVerdict) i), counts[i],
                            outcomes->len + left_out);
  g_string_append (text, "longest=");
  append_seconds (text, longest);
  g_string_append (text, "s;;;0\n");
}

char *
onb_check_outcomes_to_nagios (GPtrArray *outcomes, guint left_out)
{
  GString *text = g_string_new ("LEYR ");
  int status = onb_check_outcomes_get_status (outcomes, left_out, ONB_CHECK_FORMAT_NAGIOS);

  g_return_val_if_fail (outcomes != NULL, NULL);

  g_string_append_printf (text, "%s: ", nagios_words[status]);
  append_practice (text, outcomes);
  if (outcomes->len == 1 && left_out == 0)
    {
      const OnbCheckOutcome *outcome = g_ptr_array_index (outcomes, 0);

      append_nagios_line (text, outcome);
      g_string_append (text, " | time=");
      append_seconds (text, outcome->result->duration_ms);
      g_string_append_printf (text, "s;;;0 scopes=%u;;;0;%u errors=%u;;;0 warnings=%u;;;0\n",
                              count_working (outcome->result), outcome->result->scopes->len,
                              count_findings (outcome->result, ONB_SEVERITY_ERROR),
                              count_findings (outcome->result, ONB_SEVERITY_WARNING));
      return g_string_free (text, FALSE);
    }

  append_summary (text, outcomes, left_out);
  g_string_append (text, " | ");
  append_totals (text, outcomes, left_out);
  for (guint i = 0; i < outcomes->len; i++)
    {
      append_nagios_line (text, g_ptr_array_index (outcomes, i));
      g_string_append_c (text, '\n');
    }

  return g_string_free (text, FALSE);
}

char *
onb_check_format_error_to_nagios (const char *message)
{
  g_autofree char *clean = NULL;

  g_return_val_if_fail (message != NULL, NULL);

  clean = without_bars (message);
  return g_strdup_printf ("LEYR %s: %s\n", nagios_words[ONB_NAGIOS_UNKNOWN], clean);
}

static void
append_label (GString *text, const char *name, const char *value)
{
  if (text->len > 0 && text->str[text->len - 1] != '{')
    g_string_append_c (text, ',');
  g_string_append_printf (text, "%s=\"", name);
  for (const char *at = value != NULL ? value : ""; *at != '\0'; at++)
    if (*at == '\\' || *at == '"')
      g_string_append_printf (text, "\\%c", *at);
    else if (*at == '\n')
      g_string_append (text, "\\n");
    else
      g_string_append_c (text, *at);
  g_string_append_c (text, '"');
}

/* Begins a sample: what follows are its own labels, then end_sample(). */
static void
begin_sample (GString *text, const char *metric, const OnbCheckOutcome *outcome)
{
  g_string_append_printf (text, "leyr_onboarding_%s{", metric);
  append_label (text, "clinic", outcome->name);
  append_label (text, "id", outcome->id);
  if (outcome->result->practice)
    append_label (text, "practice", "true");
}

static void
end_sample (GString *text, gint64 value)
{
  g_string_append_printf (text, "} %" G_GINT64_FORMAT "\n", value);
}

static void
begin_metric (GString *text, const char *metric, const char *help)
{
  g_string_append_printf (text,
                          "# HELP leyr_onboarding_%s %s\n"
                          "# TYPE leyr_onboarding_%s gauge\n",
                          metric, help, metric);
}

static void
append_verdict (GString *text, const OnbCheckOutcome *outcome)
{
  for (guint v = 0; v < ONB_N_VERDICTS; v++)
    {
      begin_sample (text, "verdict", outcome);
      append_label (text, "verdict", onb_verdict_get_id ((OnbVerdict) v));
      end_sample (text, outcome->result->verdict == (OnbVerdict) v);
    }
}

static void
append_ready (GString *text, const OnbCheckOutcome *outcome)
{
  begin_sample (text, "ready", outcome);
  end_sample (text, onb_verdict_is_ready (outcome->result->verdict));
}

static void
append_duration (GString *text, const OnbCheckOutcome *outcome)
{
  begin_sample (text, "duration_seconds", outcome);
  g_string_append (text, "} ");
  append_seconds (text, outcome->result->duration_ms);
  g_string_append_c (text, '\n');
}

static void
append_time (GString *text, const OnbCheckOutcome *outcome)
{
  begin_sample (text, "tested_timestamp_seconds", outcome);
  end_sample (text, g_date_time_to_unix (outcome->result->started));
}

static void
append_findings (GString *text, const OnbCheckOutcome *outcome)
{
  for (guint s = 0; s < ONB_N_SEVERITIES; s++)
    {
      begin_sample (text, "findings", outcome);
      append_label (text, "severity", onb_severity_get_id ((OnbSeverity) s));
      end_sample (text, count_findings (outcome->result, (OnbSeverity) s));
    }
}

static void
append_scopes (GString *text, const OnbCheckOutcome *outcome)
{
  GPtrArray *scopes = outcome->result->scopes;

  for (guint i = 0; i < scopes->len; i++)
    for (guint v = 0; v < ONB_N_FHIR_VERSIONS; v++)
      {
        const OnbScopeResult *scope = g_ptr_array_index (scopes, i);
        const OnbCell *cell = &scope->cells[v];

        if (!cell->tested)
          continue;

        begin_sample (text, "scope_works", outcome);
        append_label (text, "scope", scope->scope);
        append_label (text, "version", onb_fhir_version_get_id ((OnbFhirVersion) v));
        end_sample (text, cell->state == ONB_CELL_WORKS || cell->state == ONB_CELL_GRANTED);
      }
}

char *
onb_check_outcomes_to_prometheus (GPtrArray *outcomes, guint left_out)
{
  /* A metric's samples stand together. What helps is for programs' people: it is not translated. */
  static const struct
  {
    const char *metric;
    const char *help;
    void (*append) (GString *text, const OnbCheckOutcome *outcome);
  } metrics[] = {
    { "ready", "Whether the connection can be used, with or without warnings.", append_ready },
    { "verdict", "The result of the connection test: 1 for the one that it is.", append_verdict },
    { "findings", "Issues that the test found, by severity.", append_findings },
    { "scope_works", "Whether a scope works or is granted in a FHIR version.", append_scopes },
    { "duration_seconds", "How long the test took.", append_duration },
    { "tested_timestamp_seconds", "When the test began.", append_time },
  };
  GString *text = g_string_new (NULL);

  g_return_val_if_fail (outcomes != NULL, NULL);

  for (guint m = 0; m < G_N_ELEMENTS (metrics); m++)
    {
      begin_metric (text, metrics[m].metric, metrics[m].help);
      for (guint i = 0; i < outcomes->len; i++)
        metrics[m].append (text, g_ptr_array_index (outcomes, i));
    }

  begin_metric (text, "unreadable_clinics", "Clinics whose files cannot be read.");
  g_string_append_printf (text, "leyr_onboarding_unreadable_clinics %u\n", left_out);
  return g_string_free (text, FALSE);
}
