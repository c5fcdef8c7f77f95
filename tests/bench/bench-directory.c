/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include <stdlib.h>
#include <string.h>

#include "clinic/onb-directory.h"

#define N_ENTRIES 100000
#define N_RUNS 9
#define FRAME_US 16000.0

/* What somebody types, letter by letter, with names that are there often, once, and not at all. */
static const char *const queries[] = {
  "m",
  "me",
  "mercy",
  "mercy hosp",
  "clinic spring",
  "ñ san",
  "77777",
  "5afe9ace-7e57-4000-8000-0000000777",
  "nobody",
  "springfield tx memorial",
  "e a o",
  "st marys ctr",
  "memorail",
  "hospitla springfeild",
  "lakside medcal",
};

static const char *const first[] = { "Mercy", "Saint Mary’s", "Señora", "Memorial", "Lakeside" };
static const char *const second[] = { "Hospital", "Clinic", "Medical Center", "Health Network" };
static const char *const cities[] = { "Springfield", "San Juan", "Austin", "Clinton",
                                      "Georgetown" };

static char *
make_bundle (void)
{
  GString *text = g_string_new ("{\"resourceType\":\"Bundle\",\"entry\":[");

  for (guint i = 0; i < N_ENTRIES; i++)
    g_string_append_printf (
        text,
        "%s{\"resource\":{\"resourceType\":\"Endpoint\",\"id\":\"e%u\",\"address\":"
        "\"https://fhir-ehr.cerner.com/r4/5afe9ace-7e57-4000-8000-%012u/\"}},"
        "{\"resource\":{\"resourceType\":\"Organization\",\"id\":\"o%u\",\"name\":\"%s %s %u\","
        "\"address\":[{\"city\":\"%s\",\"state\":\"TX\"}],\"endpoint\":[{\"reference\":"
        "\"Endpoint/e%u\"}]}}",
        i > 0 ? "," : "", i, i, i, first[i % G_N_ELEMENTS (first)],
        second[i / 7 % G_N_ELEMENTS (second)], i, cities[i / 3 % G_N_ELEMENTS (cities)], i);
  g_string_append (text, "]}");
  return g_string_free (text, FALSE);
}

static int
by_value (const void *a, const void *b)
{
  gint64 first_value = *(const gint64 *) a, second_value = *(const gint64 *) b;

  return (first_value > second_value) - (first_value < second_value);
}

static void
on_imported (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;

  if (!onb_directory_finish (ONB_DIRECTORY (source), result, &error))
    g_error ("%s", error->message);
  g_main_loop_quit (data);
}

/* The peer: what a search costs that folds both sides anew each time, as GtkStringFilter does. */
static gint64
search_as_string_filter (GPtrArray *names, const char *query)
{
  gint64 begin = g_get_monotonic_time ();
  g_autofree char *normal = g_utf8_normalize (query, -1, G_NORMALIZE_ALL);
  g_autofree char *needle = g_utf8_casefold (normal, -1);
  guint n_matches = 0;

  for (guint i = 0; i < names->len; i++)
    {
      g_autofree char *normal_name = g_utf8_normalize (names->pdata[i], -1, G_NORMALIZE_ALL);
      g_autofree char *name = g_utf8_casefold (normal_name, -1);

      n_matches += strstr (name, needle) != NULL;
    }

  return n_matches <= names->len ? g_get_monotonic_time () - begin : 0;
}

int
main (int argc, char **argv)
{
  g_autofree char *text = make_bundle ();
  g_autofree char *path = g_build_filename (g_get_user_data_dir (), "bundle.json", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (OnbDirectory) directory = onb_directory_new (FALSE);
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);

  g_mkdir_with_parents (g_get_user_data_dir (), 0700);
  if (!g_file_set_contents (path, text, -1, NULL))
    g_error ("%s cannot be written", path);
  onb_directory_import_async (directory, file, NULL, on_imported, loop);
  g_main_loop_run (loop);

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (directory)); i++)
    {
      g_autoptr (OnbDirectoryEntry) entry = g_list_model_get_item (G_LIST_MODEL (directory), i);

      g_ptr_array_add (names, g_strdup_printf ("%s %s %s", onb_directory_entry_get_name (entry),
                                               onb_directory_entry_get_place (entry),
                                               onb_directory_entry_get_tenant (entry)));
    }

  g_print ("search among %u entries, medians of %d runs: as part of a frame of 16 ms, and as part "
           "of a search as GtkStringFilter does it\n",
           onb_directory_get_n_entries (directory), N_RUNS);
  for (guint q = 0; q < G_N_ELEMENTS (queries); q++)
    {
      gint64 ours[N_RUNS], theirs[N_RUNS];

      for (guint run = 0; run < N_RUNS; run++)
        {
          gint64 begin = g_get_monotonic_time ();

          onb_directory_set_query (directory, queries[q]);
          ours[run] = g_get_monotonic_time () - begin;
          theirs[run] = search_as_string_filter (names, queries[q]);
        }
      qsort (ours, N_RUNS, sizeof *ours, by_value);
      qsort (theirs, N_RUNS, sizeof *theirs, by_value);
      g_print ("  %-40s %5.2f  %5.2f   (%u found)\n", queries[q], ours[N_RUNS / 2] / FRAME_US,
               (double) ours[N_RUNS / 2] / (double) theirs[N_RUNS / 2],
               g_list_model_get_n_items (G_LIST_MODEL (directory)));
    }
  return 0;
}
