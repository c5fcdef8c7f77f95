/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include <string.h>

#include <glib/gstdio.h>

#include "guide/onb-guide-changes.h"
#include "guide/onb-guide-library.h"
#include "guide/onb-guide.h"
#include "guide/onb-place.h"

/* The test's own table of the guide's facts: written down a second time, so that a slip in the guide
 * file cannot pass. */
static const struct
{
  int step;
  const char *screen;
  const char *picture;
  OnbGuideItemKind kind;
  const char *label;
  const char *value;
  OnbGuideChoice choice;
} facts[] = {
  { 1, "sign-in", NULL, ONB_GUIDE_OPEN, NULL, "https://code-console.cerner.com/", 0 },
  { 2, "console-home", "1.png", ONB_GUIDE_PRESS, "Go to My Applications", NULL, 0 },
  { 2, "console-home", "1.png", ONB_GUIDE_OPEN, NULL,
    "https://code-console.cerner.com/console/apps", 0 },
  { 3, "my-applications", "2.png", ONB_GUIDE_PRESS, "+ New Application", NULL, 0 },
  { 4, "application", "3.png", ONB_GUIDE_FIELD, "Application Name", "Leyr Integrations",
    ONB_GUIDE_CHOICE_SUGGESTED },
  { 4, "application", "3.png", ONB_GUIDE_FIELD, "Application Type", "System",
    ONB_GUIDE_CHOICE_EXACT },
  { 4, "application", "3.png", ONB_GUIDE_FIELD, "Intended User", NULL, ONB_GUIDE_CHOICE_FREE },
  { 4, "application", "3.png", ONB_GUIDE_FIELD, "Intended Purpose", NULL, ONB_GUIDE_CHOICE_FREE },
  { 5, "application", "3.png", ONB_GUIDE_PRESS, "Next", NULL, 0 },
  { 6, "products", "4.png", ONB_GUIDE_FIELD, "Product Family", "Millennium",
    ONB_GUIDE_CHOICE_EXACT },
  { 6, "products", "4.png", ONB_GUIDE_PRODUCTS, "Select Products", NULL, 0 },
  { 7, "products", "4.png", ONB_GUIDE_PRESS, "Next", NULL, 0 },
  { 8, "scopes", "5.png", ONB_GUIDE_SCOPES, NULL, NULL, 0 },
  { 9, "scopes", "5.png", ONB_GUIDE_PRESS, "Next", NULL, 0 },
  { 10, "terms", NULL, ONB_GUIDE_CHECK, "I agree to the terms of use", NULL, 0 },
  { 11, "terms", NULL, ONB_GUIDE_PRESS, "Submit", NULL, 0 },
  { 12, "registered", NULL, ONB_GUIDE_EXPECT,
    "Success. You successfully registered your application.", NULL, 0 },
  { 14, "details", "6.png", ONB_GUIDE_COPY, "Client ID", "client-id", 0 },
  { 14, "details", "6.png", ONB_GUIDE_COPY, "Client Secret", "client-secret", 0 },
};

static const struct
{
  const char *resource;
  gboolean write;
  const char *check;
  const char *option;
} scopes[] = {
  { "Appointment", TRUE, "Select All", NULL },
  { "Location", FALSE, "Read", NULL },
  { "Patient", TRUE, "Select All", NULL },
  { "Practitioner", FALSE, "Read", NULL },
  { "Procedure", FALSE, "Read", NULL },
  { "Schedule", FALSE, "Read", NULL },
  { "Slot", FALSE, "Read", NULL },
  { "DocumentReference", TRUE, "Select All", "medical-notes" },
};

/* What the console shows to some: in which step, 0 before the first one. */
static const struct
{
  int step;
  const char *label;
} notes[] = {
  { 0, "Organization (Client Number)" },
  { 3, "Authorized Representative of the Company" },
  { 4, "SMART Version" },
  { 4, "Type of Access" },
  { 4, "Application Privacy" },
  { 4, "Application Owner" },
  { 4, "Default FHIR Version" },
  { 12, "Error! Failed to register your SMART app. Please try again!" },
  { 14, "Application ID" },
  { 14, "FHIR version: -" },
};

static OnbGuide *
load (void)
{
  g_autoptr (GError) error = NULL;
  OnbGuide *guide = onb_guide_load ("cerner-millennium", &error);

  g_assert_no_error (error);
  return guide;
}

static void
test_head (void)
{
  g_autoptr (OnbGuide) guide = load ();
  const GDate *reviewed = onb_guide_get_reviewed (guide);
  GPtrArray *credentials = onb_guide_get_credentials (guide);
  GPtrArray *products = onb_guide_get_products (guide);
  const OnbGuideCredential *id = g_ptr_array_index (credentials, 0);
  const OnbGuideCredential *secret = g_ptr_array_index (credentials, 1);
  const OnbGuideProduct *dstu2 = g_ptr_array_index (products, 0);
  const OnbGuideProduct *r4 = g_ptr_array_index (products, 1);

  g_assert_cmpstr (onb_guide_get_id (guide), ==, "cerner-millennium");
  g_assert_cmpstr (onb_guide_get_system (guide), ==, "Cerner Millennium");
  g_assert_cmpstr (onb_guide_get_setup_type (guide), ==, "Self-Service with Prerequisites");
  g_assert_cmpstr (onb_guide_get_contact (guide), ==, "contact@leyr.io");
  g_assert_cmpstr (onb_guide_get_console_address (guide), ==, "https://code-console.cerner.com/");
  g_assert_nonnull (strstr (onb_guide_get_prerequisite (guide), "account"));
  g_assert_nonnull (strstr (onb_guide_get_otherwise (guide), "from Oracle directly"));
  g_assert_cmpuint (g_date_get_day (reviewed), ==, 31);
  g_assert_cmpuint (g_date_get_month (reviewed), ==, G_DATE_MAY);
  g_assert_cmpuint (g_date_get_year (reviewed), ==, 2025);

  g_assert_cmpuint (credentials->len, ==, 2);
  g_assert_cmpstr (id->label, ==, "Client ID");
  g_assert_false (id->secret);
  g_assert_cmpstr (secret->label, ==, "Client Secret");
  g_assert_true (secret->secret);

  g_assert_cmpuint (products->len, ==, 2);
  g_assert_cmpstr (dstu2->version, ==, "DSTU2");
  g_assert_cmpstr (dstu2->label, ==, "Oracle Health FHIR APIs for Millennium: FHIR DSTU 2, All");
  g_assert_true (dstu2->retired);
  g_assert_cmpstr (r4->version, ==, "R4");
  g_assert_false (r4->retired);
  g_assert_cmpstr (r4->label, ==, "Oracle Health FHIR APIs for Millennium: FHIR R4, All");
}

static void
test_steps (void)
{
  g_autoptr (OnbGuide) guide = load ();
  GPtrArray *screens = onb_guide_get_screens (guide);
  guint next = 0;
  int number = 0;

  g_assert_cmpint (onb_guide_get_n_steps (guide), ==, 14);
  g_assert_cmpuint (screens->len, ==, 9);

  for (guint i = 0; i < screens->len; i++)
    {
      const OnbGuideScreen *screen = g_ptr_array_index (screens, i);

      for (guint j = 0; j < screen->steps->len; j++)
        {
          const OnbGuideStep *step = g_ptr_array_index (screen->steps, j);

          g_assert_cmpint (step->number, ==, ++number);
          g_assert_cmpint (onb_guide_find_step (guide, number), ==, i);
          g_assert_cmpuint (strlen (step->instruction), >, 10);

          for (guint k = 0; k < step->items->len; k++, next++)
            {
              const OnbGuideItem *item = g_ptr_array_index (step->items, k);

              g_assert_cmpuint (next, <, G_N_ELEMENTS (facts));
              g_assert_cmpint (step->number, ==, facts[next].step);
              g_assert_cmpstr (screen->id, ==, facts[next].screen);
              g_assert_cmpstr (screen->picture, ==, facts[next].picture);
              g_assert_cmpint (item->kind, ==, facts[next].kind);
              g_assert_cmpstr (item->label, ==, facts[next].label);
              g_assert_cmpstr (item->value, ==, facts[next].value);
              g_assert_cmpint (item->choice, ==, facts[next].choice);
            }
        }
    }

  g_assert_cmpint (number, ==, 14);
  g_assert_cmpuint (next, ==, G_N_ELEMENTS (facts));
  g_assert_cmpint (onb_guide_find_step (guide, 15), ==, -1);
  g_assert_cmpstr (onb_guide_get_console (guide), ==, "Code Console");
}

static void
test_scopes (void)
{
  g_autoptr (OnbGuide) guide = load ();
  GPtrArray *read = onb_guide_get_scopes (guide);
  const OnbGuideOption *option = g_ptr_array_index (onb_guide_get_options (guide), 0);

  g_assert_cmpuint (read->len, ==, G_N_ELEMENTS (scopes));
  for (guint i = 0; i < read->len; i++)
    {
      const OnbGuideScope *scope = g_ptr_array_index (read, i);

      g_assert_cmpstr (scope->resource, ==, scopes[i].resource);
      g_assert_true (scope->read);
      g_assert_cmpint (scope->write, ==, scopes[i].write);
      g_assert_cmpstr (scope->check, ==, scopes[i].check);
      g_assert_cmpstr (scope->option, ==, scopes[i].option);
    }

  g_assert_cmpuint (onb_guide_get_options (guide)->len, ==, 1);
  g_assert_cmpstr (option->id, ==, "medical-notes");
  g_assert_cmpstr (option->title, ==, "Medical Notes");
}

static gboolean
marks_step (const OnbSketchNode *node, int step)
{
  gboolean marks = node->step == step;

  for (guint i = 0; !marks && node->children != NULL && i < node->children->len; i++)
    marks = marks_step (g_ptr_array_index (node->children, i), step);

  return marks;
}

static void
test_every_step_has_its_place_in_a_sketch (void)
{
  g_autoptr (OnbGuide) guide = load ();

  for (int step = 1; step <= onb_guide_get_n_steps (guide); step++)
    {
      const OnbGuideScreen *screen = g_ptr_array_index (onb_guide_get_screens (guide),
                                                        (guint) onb_guide_find_step (guide, step));

      g_assert_true (marks_step (screen->sketch, step));
    }
}

/* The names of all places of a sketch, in their order. */
static void
list_places (const OnbGuideScreen *screen, const OnbSketchNode *node, GString *places)
{
  g_autofree char *place = onb_place_of_node (screen, node);

  if (place != NULL)
    g_string_append_printf (places, "%s ", place);
  for (guint i = 0; node->children != NULL && i < node->children->len; i++)
    list_places (screen, g_ptr_array_index (node->children, i), places);
}

/* Where a step has several places, each has its letter, and the row and the sketch agree on it. */
static void
test_places (void)
{
  g_autoptr (OnbGuide) guide = load ();
  GPtrArray *screens = onb_guide_get_screens (guide);
  g_autoptr (GString) places = g_string_new (NULL);

  for (guint i = 0; i < screens->len; i++)
    {
      const OnbGuideScreen *screen = g_ptr_array_index (screens, i);

      list_places (screen, screen->sketch, places);
      for (guint j = 0; j < screen->steps->len; j++)
        {
          const OnbGuideStep *step = g_ptr_array_index (screen->steps, j);

          for (guint k = 0; k < step->items->len; k++)
            {
              const OnbGuideItem *item = g_ptr_array_index (step->items, k);
              g_autofree char *place = onb_place_of_item (step, item);
              g_autofree char *in_sketch = g_strconcat (" ", place, " ", NULL);

              if (item->kind != ONB_GUIDE_OPEN)
                g_assert_true (g_str_has_prefix (places->str, in_sketch + 1) ||
                               strstr (places->str, in_sketch) != NULL);
            }
        }
    }

  g_assert_cmpstr (places->str, ==, "1 2 3 4a 4b 4c 4d 5 6a 6b 7 8 9 10 11 12 13 14a 14b ");
}

static void
check_notes (GPtrArray *found, int step, guint *next)
{
  for (guint i = 0; i < found->len; i++)
    {
      const OnbGuideNote *note = g_ptr_array_index (found, i);

      g_assert_cmpuint (*next, <, G_N_ELEMENTS (notes));
      g_assert_cmpint (step, ==, notes[*next].step);
      g_assert_cmpstr (note->label, ==, notes[*next].label);
      g_assert_cmpuint (strlen (note->explanation), >, 0);
      *next += 1;
    }
}

static void
test_notes (void)
{
  g_autoptr (OnbGuide) guide = load ();
  GPtrArray *screens = onb_guide_get_screens (guide);
  guint next = 0;

  check_notes (onb_guide_get_notes (guide), 0, &next);
  for (guint i = 0; i < screens->len; i++)
    {
      const OnbGuideScreen *screen = g_ptr_array_index (screens, i);

      for (guint j = 0; j < screen->steps->len; j++)
        {
          const OnbGuideStep *step = g_ptr_array_index (screen->steps, j);

          check_notes (step->notes, step->number, &next);
        }
    }
  g_assert_cmpuint (next, ==, G_N_ELEMENTS (notes));
}

static void
test_files (void)
{
  g_autofree char *folder = g_dir_make_tmp ("onb-guide-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "long.xml", NULL);
  g_autofree char *blanks = g_strnfill (1024 * 1024 + 1, ' ');
  g_autoptr (GError) error = NULL;

  g_assert_null (onb_guide_new_from_file (folder, &error));
  g_assert_error (error, ONB_GUIDE_ERROR, ONB_GUIDE_ERROR_INVALID);
  g_clear_error (&error);

  g_assert_null (onb_guide_new_from_file (path, &error));
  g_assert_error (error, G_FILE_ERROR, G_FILE_ERROR_NOENT);
  g_clear_error (&error);

  g_assert_true (g_file_set_contents (path, blanks, -1, NULL));
  g_assert_null (onb_guide_new_from_file (path, &error));
  g_assert_error (error, ONB_GUIDE_ERROR, ONB_GUIDE_ERROR_INVALID);
  g_assert_nonnull (strstr (error->message, "long.xml"));
  g_clear_error (&error);

  g_assert_true (g_file_set_contents (path, "<guide>", -1, NULL));
  g_assert_null (onb_guide_new_from_file (path, &error));
  g_assert_error (error, ONB_GUIDE_ERROR, ONB_GUIDE_ERROR_INVALID);
  g_assert_true (g_str_has_prefix (error->message, "long.xml:1: "));

  g_unlink (path);
  g_rmdir (folder);
}

#define ENABLEMENT(inside)                                                                         \
  "<enablement subject='s' product='p' identifier='i' minutes='15'>" inside "</enablement>"
#define DIRECTORY "<directory address='https://x/' megabytes='1'/>\n"
#define NETWORK "<network><host speaks='web' address='https://x/'>h</host></network>\n"
#define OPTION "<option id='o'><title>t</title><explanation>e</explanation></option>\n"
#define HOSTING "<hosting id='h'><title>t</title><where>w</where></hosting>"
#define HEAD                                                                                       \
  "<guide id='g' system='S' reviewed='2025-05-31'>\n"                                              \
  "<setup-type label='T'>t</setup-type>\n"                                                         \
  "<prerequisite contact='a@b'><need>n</need><otherwise>o</otherwise></prerequisite>\n"            \
  "<credential id='c' label='C' form='uuid'/><credential id='s' label='S' form='secret'/>\n"       \
  "<product version='R4' label='P'/>\n"                                                            \
  "<scope resource='Slot' access='read' check='Read'/>\n"
#define STEP "<step number='1'><instruction>i</instruction></step>"
#define SCREEN(inside) "<screen id='s'><title>t</title>" inside "</screen>\n"
#define WHOLE HEAD SCREEN (STEP "<sketch><blank/></sketch>") "</guide>"

static const struct
{
  const char *xml;
  const char *error;
} wrong[] = {
  { "", "g.xml:1: " },
  { "no XML", "g.xml:1: " },
  { "<guide", "g.xml:1: " },
  { "<other/>", "g.xml:1: there is no element <other>" },
  { "<step number='1'/>", "g.xml:1: <step> cannot stand here" },
  { "<guide id='g' system='S'/>", "g.xml:1: the attribute “reviewed” is missing" },
  { "<guide id='' system='S' reviewed='2025-05-31'/>", "g.xml:1: the attribute “id” is empty" },
  { "<guide id='g' system='S' reviewed='2025-02-30'/>",
    "g.xml:1: “2025-02-30” is no date of the form 2025-05-31" },
  { "<guide id='g' system='S\u202e' reviewed='2025-05-31'/>",
    "g.xml:1: there is a character that cannot be seen" },
  { "<guide id='g' system='S&#27;[2J' reviewed='2025-05-31'/>", "g.xml:1: " },
  { "<guide id='g' system='S' reviewed='2025-05-31'>\n<setup-type label='l'>a\u2066b</setup-type>",
    "g.xml:2: there is a character that cannot be seen" },
  { "<guide id='g' system='S' reviewed='2025-05-31' color='red'/>",
    "g.xml:1: <guide> cannot have the attribute “color”, or not twice" },
  { "<guide id='g' system='S' reviewed='2025-05-31'/>", "g.xml:1: the guide has no <setup-type>" },
  { "<guide id='g' system='S' reviewed='2025-05-31'>\nwords</guide>",
    "g.xml:2: there is text where none can be" },
  { HEAD "<product version='R5' label='P'/></guide>",
    "g.xml:7: a product's version is “R4” or “DSTU2”, not “R5”" },
  { HEAD "<scope resource='A' access='all' check='x'/></guide>",
    "g.xml:7: a scope's access is “read” or “read write”, not “all”" },
  { HEAD "<scope resource='A' access='read' check='x' option='none'/></guide>",
    "g.xml:7: there is no option “none” before this scope" },
  { HEAD "<enablement subject='s' product='p' identifier='i' minutes='0'/></guide>",
    "g.xml:7: “0” is no number of minutes, from 1 to 1440" },
  { HEAD ENABLEMENT ("") "</guide>",
    "g.xml:7: <enablement> lacks <need>, <patience>, <again>, or a <hosting>" },
  { HEAD ENABLEMENT ("<hosting id='h'><title>t</title></hosting>") "</guide>",
    "g.xml:7: the hosting “h” has no <title> or no <where>" },
  { HEAD ENABLEMENT (HOSTING HOSTING) "</guide>", "g.xml:7: there are two hostings “h”" },
  { HEAD "<credential id='d' label='D' form='free'/></guide>",
    "g.xml:7: a credential's form is “uuid” or “secret”, not “free”" },
  { HEAD "<credential id='d' label='D' form='uuid'/></guide>",
    "g.xml:7: there are two credentials of the form “uuid”" },
  { HEAD "</guide>", "g.xml:1: the guide has no <screen>" },
  { HEAD "<setup-type label='T'>t</setup-type></guide>",
    "g.xml:7: there is a second <setup-type>" },
  { HEAD "<prerequisite contact='a@b'/></guide>", "g.xml:7: there is a second <prerequisite>" },
  { "<guide id='g' system='S' reviewed='2025-05-31'><prerequisite contact='a@b?bcc=c'/>",
    "g.xml:1: “a@b?bcc=c” is no mail address" },
  { HEAD DIRECTORY DIRECTORY "</guide>", "g.xml:8: there is a second <directory>" },
  { HEAD NETWORK NETWORK "</guide>", "g.xml:8: there is a second <network>" },
  { HEAD ENABLEMENT (
        HOSTING
        "<need>n</need><patience>p</patience><again>a</again>") "\n" ENABLEMENT ("") "</guide>",
    "g.xml:8: there is a second <enablement>" },
  { HEAD SCREEN ("\n<title>u</title>"), "g.xml:8: there is a second <title>" },
  { HEAD SCREEN ("<picture file='1.png'/>\n<picture file='2.png'/>"),
    "g.xml:8: there is a second <picture>" },
  { HEAD "<product version='R4' label='Q'/></guide>",
    "g.xml:7: there are two products of the version “R4”" },
  { HEAD OPTION OPTION "</guide>", "g.xml:8: there are two options “o”" },
  { HEAD "<scope resource='Slot' access='read write' check='x'/></guide>",
    "g.xml:7: there are two scopes for “Slot”" },
  { HEAD "<scope resource='../x?a=b#' access='read' check='x'/></guide>",
    "g.xml:7: “../x?a=b#” is no resource: those have letters, the first one a capital" },
  { HEAD "<scope resource='A B' access='read' check='x'/></guide>",
    "g.xml:7: “A B” is no resource" },
  { "<guide id='g' system='S' reviewed='2025-05-31'>\n"
    "<setup-type label='T'>t</setup-type>\n"
    "<prerequisite contact='a@b'><need>n</need><otherwise>o</otherwise></prerequisite>\n"
    "<credential id='c' label='C' form='uuid'/><credential id='s' label='S' form='secret'/>\n"
    "<product version='R4' label='P'/>\n" OPTION
    "<scope resource='Slot' access='read' check='Read' option='o'/>\n" SCREEN (
        STEP "<sketch><blank/></sketch>") "</guide>",
    "g.xml:1: the guide has no <scope> without an option" },
  { HEAD SCREEN ("<step number='1'><open address='https://console.example@x/'/></step>"),
    "g.xml:7: “https://console.example@x/” is no https address" },
  { HEAD SCREEN ("<step number='1'><open address='https:///x'/></step>"),
    "g.xml:7: “https:///x” is no https address" },
  { HEAD SCREEN ("<step number='2'/>"), "g.xml:7: step 2 stands where step 1 is due" },
  { HEAD SCREEN ("<step number='one'/>"), "g.xml:7: “one” is no step number" },
  { HEAD SCREEN ("<step number='1'></step>"), "g.xml:7: step 1 has no <instruction>" },
  { HEAD SCREEN ("<step number='1'><open address='http://x/'/></step>"),
    "g.xml:7: “http://x/” is no https address" },
  { HEAD SCREEN ("<step number='1'><field label='l' choice='exact'/></step>"),
    "g.xml:7: a field has a value, unless its choice is free" },
  { HEAD SCREEN ("<step number='1'><copy label='l' credential='x'/></step>"),
    "g.xml:7: there is no credential “x”" },
  { HEAD SCREEN ("<step number='1'><note label='l'/></step>"),
    "g.xml:7: the note “l” does not say what to do" },
  { HEAD SCREEN ("<picture file='../x.png'/>"), "g.xml:7: “../x.png” is no plain file name" },
  { HEAD SCREEN (STEP), "g.xml:7: the screen “s” has no <sketch>" },
  { HEAD SCREEN ("<sketch/>"), "g.xml:7: the screen “s” has no <step>" },
  { HEAD SCREEN (STEP "<sketch><blank step='2'/></sketch>"),
    "g.xml:7: the sketch marks step 2, which is not on the screen “s”" },
  { HEAD SCREEN (STEP "<picture file='1.png'><mark step='1' x='2' y='0' width='1' "
                      "height='1'/></picture><sketch/>"),
    "g.xml:7: “2” is no fraction between 0 and 1" },
  { HEAD SCREEN (STEP "<sketch/>") SCREEN (""), "g.xml:8: there are two screens “s”" },
};

static void
test_wrong_files (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_autoptr (GBytes) xml = g_bytes_new_static (wrong[i].xml, strlen (wrong[i].xml));
      g_autoptr (GError) error = NULL;
      g_autoptr (OnbGuide) guide = onb_guide_new_from_bytes (xml, "g.xml", &error);

      g_assert_null (guide);
      g_assert_error (error, ONB_GUIDE_ERROR, ONB_GUIDE_ERROR_INVALID);
      if (!g_str_has_prefix (error->message, wrong[i].error))
        g_assert_cmpstr (error->message, ==, wrong[i].error);
    }
}

static void
test_least_file (void)
{
  g_autoptr (GBytes) xml = g_bytes_new_static (WHOLE, strlen (WHOLE));
  g_autoptr (GError) error = NULL;
  g_autoptr (OnbGuide) guide = onb_guide_new_from_bytes (xml, "g.xml", &error);

  g_assert_no_error (error);
  g_assert_cmpint (onb_guide_get_n_steps (guide), ==, 1);
}

/* What is in the built-in guide's file, with one text in place of another. */
static GBytes *
changed_guide (const char *text, const char *instead)
{
  g_autoptr (GBytes) xml =
      g_resources_lookup_data ("/io/leyr/Onboarding/guides/cerner-millennium.xml",
                               G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
  g_autoptr (GString) changed =
      g_string_new_len (g_bytes_get_data (xml, NULL), (gssize) g_bytes_get_size (xml));

  g_assert_cmpuint (g_string_replace (changed, text, instead, 0), >, 0);
  return g_string_free_to_bytes (g_steal_pointer (&changed));
}

static const struct
{
  const char *text;
  const char *instead;
  const char *changes[3];
} changes[] = {
  { "reviewed=\"2025-05-31\"", "reviewed=\"2026-05-31\"", { NULL } },
  { "label=\"Application Type\" value=\"System\"",
    "label=\"Application Type\" value=\"Backend\"",
    { "Step 4: “Application Type” has changed: Backend" } },
  { "<press label=\"Submit\"/>",
    "<press label=\"Register\"/>",
    { "Step 11: “Register” is new.", "Step 11: “Submit” was removed." } },
  { "<scope resource=\"Slot\" access=\"read\" check=\"Read\"/>",
    "<scope resource=\"Slot\" access=\"read write\" check=\"Select All\"/>",
    { "Scopes: “Slot.read” has changed: Select All", "Scopes: “Slot.write” is new." } },
  { "<scope resource=\"Slot\" access=\"read\"",
    "<scope resource=\"Slot\" access=\"read write\"",
    { "Scopes: “Slot.write” is new." } },
  { "Leyr cannot connect with any other type.",
    "",
    { "Step 4: “Application Type” has changed. No longer: Leyr cannot connect with any other "
      "type." } },
  { "Choose the product family, then select both products. If the product for DSTU 2 is not "
    "listed, select only the one for R4: Oracle no longer supports DSTU 2.",
    "Choose.",
    { "Step 6: “what to do” has changed: Choose." } },
  { "minutes=\"15\"",
    "minutes=\"20\"",
    { "Enablement: “waiting time in minutes” has changed: 20" } },
  { "<note label=\"Application Owner\">Leave it unchanged.</note>",
    "",
    { "Step 4: “Application Owner” was removed." } },
};

static void
test_changes (void)
{
  g_autoptr (OnbGuide) before = load ();

  for (guint i = 0; i < G_N_ELEMENTS (changes); i++)
    {
      g_autoptr (GBytes) xml = changed_guide (changes[i].text, changes[i].instead);
      g_autoptr (OnbGuide) after = onb_guide_new_from_bytes (xml, "g.xml", NULL);
      g_auto (GStrv) found = onb_guide_describe_changes (before, after);

      g_assert_cmpuint (g_strv_length (found), ==, g_strv_length ((char **) changes[i].changes));
      for (guint j = 0; found[j] != NULL; j++)
        g_assert_cmpstr (found[j], ==, changes[i].changes[j]);
    }
}

/* What the reader of a guide needs no word of: when it was looked at, how a screen is drawn, and what it calls
 * its own parts. */
static gboolean
goes_without_saying (const char *xml, int begin)
{
  g_autofree char *before = g_strndup (xml, (gsize) begin);
  const char *sketch = g_strrstr (before, "<sketch");

  if (sketch != NULL && strstr (sketch, "</sketch>") == NULL)
    return TRUE;

  return g_str_has_suffix (before, " reviewed=\"") || g_str_has_suffix (before, " file=\"") ||
         g_str_has_suffix (before, " id=\"") || g_str_has_suffix (before, " speaks=\"") ||
         g_str_has_suffix (before, " number=\"") || g_str_has_suffix (before, " credential=\"");
}

/* Whatever else is said in the guide, and is said otherwise in the next: it is among the changes. "Nothing that
 * you have to do differently" is true. */
static void
test_every_change_is_told (void)
{
  g_autoptr (OnbGuide) before = load ();
  g_autoptr (GRegex) regex = g_regex_new ("=\"([^\"]+)\"|>([^<>]*[^<>\\s][^<>]*)<", 0, 0, NULL);
  g_autoptr (GBytes) bytes =
      g_resources_lookup_data ("/io/leyr/Onboarding/guides/cerner-millennium.xml",
                               G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
  const char *xml = g_bytes_get_data (bytes, NULL);
  const char *guide = strstr (xml, "<guide");
  g_autoptr (GMatchInfo) match = NULL;
  guint n_told = 0;

  for (g_regex_match (regex, guide, 0, &match); g_match_info_matches (match);
       g_match_info_next (match, NULL))
    {
      static const char *const others[] = { "read write", "20", "DSTU2", "suggested" };
      int begin, end;

      if (!g_match_info_fetch_pos (match, 2, &begin, &end) || begin < 0)
        g_match_info_fetch_pos (match, 1, &begin, &end);
      if (goes_without_saying (guide, begin))
        continue;

      for (guint i = 0; i <= G_N_ELEMENTS (others); i++)
        {
          g_autofree char *was = g_strndup (guide + begin, (gsize) (end - begin));
          g_autofree char *is =
              i < G_N_ELEMENTS (others) ? g_strdup (others[i]) : g_strconcat (was, "x", NULL);
          g_autofree char *head = g_strndup (guide, (gsize) begin);
          g_autofree char *text = g_strconcat (head, is, guide + end, NULL);
          g_autoptr (GBytes) changed = g_bytes_new (text, strlen (text));
          g_autoptr (OnbGuide) after = onb_guide_new_from_bytes (changed, "g.xml", NULL);
          g_auto (GStrv) found = NULL;

          /* Not everything can be said everywhere. */
          if (after == NULL || g_str_equal (was, is))
            continue;

          found = onb_guide_describe_changes (before, after);
          if (found[0] == NULL)
            g_test_message ("“%s” in place of “%s” is not told", is, was);
          g_assert_nonnull (found[0]);
          n_told++;
        }
    }
  g_assert_cmpuint (n_told, >, 100);
}

static const struct
{
  int year, month, day;
  int months;
} ages[] = {
  { 2024, 1, 1, 0 },   { 2025, 5, 31, 0 },  { 2025, 6, 29, 0 },
  { 2025, 6, 30, 1 },  { 2026, 2, 27, 8 },  { 2026, 2, 28, 9 },
  { 2026, 5, 30, 11 }, { 2026, 5, 31, 12 }, { 2026, 11, 25, 17 },
};

static void
test_age (void)
{
  g_autoptr (OnbGuide) guide = load ();

  for (guint i = 0; i < G_N_ELEMENTS (ages); i++)
    {
      GDate today;

      g_date_clear (&today, 1);
      g_date_set_dmy (&today, (GDateDay) ages[i].day, (GDateMonth) ages[i].month,
                      (GDateYear) ages[i].year);
      g_assert_cmpint (onb_guide_get_age (guide, &today), ==, ages[i].months);
    }
}

/* One place says what is old: from twelve months on. */
static void
test_old (void)
{
  g_autoptr (OnbGuide) guide = load ();
  GDate today;

  g_date_clear (&today, 1);
  g_date_set_dmy (&today, 30, G_DATE_MAY, 2026);
  g_assert_false (onb_guide_is_old (guide, &today));
  g_date_add_days (&today, 1);
  g_assert_true (onb_guide_is_old (guide, &today));
}

static OnbGuide *
changed (const char *what, const char *instead)
{
  g_autoptr (GBytes) xml = changed_guide (what, instead);
  g_autoptr (GError) error = NULL;
  OnbGuide *guide = onb_guide_new_from_bytes (xml, "x.xml", &error);

  g_assert_no_error (error);
  return guide;
}

static void
put_in_place (const char *path, const char *text, const char *instead)
{
  g_autoptr (GBytes) xml = changed_guide (text, instead);

  g_assert_true (g_file_set_contents (path, g_bytes_get_data (xml, NULL),
                                      (gssize) g_bytes_get_size (xml), NULL));
}

/* Year and month: 202505. */
static int
date_of (OnbGuideLibrary *library, const char *id)
{
  const GDate *reviewed = onb_guide_get_reviewed (onb_guide_library_find (library, id));

  return g_date_get_year (reviewed) * 100 + (int) g_date_get_month (reviewed);
}

static void
put (const char *path, OnbGuide *guide)
{
  GBytes *xml = onb_guide_get_xml (guide);

  g_assert_true (g_file_set_contents (path, g_bytes_get_data (xml, NULL),
                                      (gssize) g_bytes_get_size (xml), NULL));
}

static void
remove_folder (const char *path)
{
  g_autoptr (GDir) folder = g_dir_open (path, 0, NULL);
  const char *name;

  while (folder != NULL && (name = g_dir_read_name (folder)) != NULL)
    {
      g_autofree char *file = g_build_filename (path, name, NULL);

      g_unlink (file);
    }
  g_assert_cmpint (g_rmdir (path), ==, 0);
}

static void
test_library (void)
{
  const char *id = "cerner-millennium";
  g_autofree char *folder = g_dir_make_tmp ("onb-guides-XXXXXX", NULL);
  g_autofree char *taken = g_build_filename (folder, "taken", NULL);
  g_autofree char *file = g_build_filename (taken, "cerner-millennium.xml", NULL);
  g_autoptr (OnbGuide) newer = changed ("reviewed=\"2025-05-31\"", "reviewed=\"2026-05-31\"");
  g_autoptr (OnbGuide) older = changed ("reviewed=\"2025-05-31\"", "reviewed=\"2024-05-31\"");
  g_autoptr (OnbGuide) newest = changed ("reviewed=\"2025-05-31\"", "reviewed=\"2026-06-30\"");
  g_autoptr (OnbGuide) elsewhere = changed ("id=\"cerner-millennium\"", "id=\"elsewhere\"");
  g_autoptr (OnbGuideLibrary) library = onb_guide_library_new (folder);
  g_autoptr (OnbGuideLibrary) again = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (library)), ==, 1);
  g_assert_false (onb_guide_library_is_users (library, id));
  g_assert_null (onb_guide_library_get_problems (library)[0]);

  /* What is older changes nothing. */
  g_assert_false (onb_guide_library_take (library, older, &error));
  g_assert_error (error, ONB_GUIDE_ERROR, ONB_GUIDE_ERROR_OLDER);
  g_clear_error (&error);
  g_assert_false (onb_guide_library_is_users (library, id));
  g_assert_false (g_file_test (taken, G_FILE_TEST_EXISTS));

  g_assert_true (onb_guide_library_take (library, newer, &error));
  g_assert_no_error (error);
  g_assert_true (onb_guide_library_is_users (library, id));
  g_assert_cmpint (date_of (library, id), ==, 202605);

  /* A second guide stands beside, and both are there at the next start. */
  g_assert_true (onb_guide_library_take (library, elsewhere, &error));
  again = onb_guide_library_new (folder);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (again)), ==, 2);
  g_assert_nonnull (onb_guide_library_find (again, "elsewhere"));
  g_assert_cmpint (date_of (again, id), ==, 202605);
  g_clear_object (&again);

  g_assert_true (onb_guide_library_take_back (library, id, &error));
  g_assert_cmpint (date_of (library, id), ==, 202505);
  g_assert_true (onb_guide_library_take_back (library, "elsewhere", &error));
  g_assert_null (onb_guide_library_find (library, "elsewhere"));
  /* Neither is lost. */
  g_assert_cmpuint (onb_guide_library_get_offers (library)->len, ==, 2);

  /* Nor is what a newer one replaces. */
  g_assert_true (onb_guide_library_take (library, newer, &error));
  g_assert_true (onb_guide_library_take (library, newest, &error));
  g_assert_cmpint (date_of (library, id), ==, 202606);
  g_assert_true (onb_guide_library_take_back (library, id, &error));
  g_assert_true (onb_guide_library_take (library, newer, &error));
  g_assert_cmpint (date_of (library, id), ==, 202605);
  g_assert_true (onb_guide_library_take_back (library, id, &error));

  /* A release that brings a later review than the user's copy has is not held back by it. */
  put (file, older);
  again = onb_guide_library_new (folder);
  g_assert_false (onb_guide_library_is_users (again, id));
  g_assert_cmpint (date_of (again, id), ==, 202505);

  /* Nor is it by one that says that it was reviewed when nobody can know: it is not even a guide. */
  put_in_place (file, "reviewed=\"2025-05-31\"", "reviewed=\"2999-05-31\"");
  g_object_unref (again);
  again = onb_guide_library_new (folder);
  g_assert_false (onb_guide_library_is_users (again, id));
  g_assert_cmpint (date_of (again, id), ==, 202505);
  g_assert_nonnull (strstr (onb_guide_library_get_problems (again)[0], "“2999-05-31”"));
  g_assert_null (onb_guide_library_get_problems (again)[1]);

  g_unlink (file);
  remove_folder (taken);
  remove_folder (folder);
}

/* What was put into the folder by hand counts only once it is taken. */
static void
test_offers (void)
{
  const char *id = "cerner-millennium";
  g_autofree char *folder = g_dir_make_tmp ("onb-guides-XXXXXX", NULL);
  g_autofree char *taken = g_build_filename (folder, "taken", NULL);
  g_autofree char *file = g_build_filename (folder, "by-hand.xml", NULL);
  g_autofree char *second = g_build_filename (folder, "second.xml", NULL);
  g_autofree char *broken = g_build_filename (folder, "broken.xml", NULL);
  g_autofree char *in_folder =
      g_strdup_printf ("Replace or delete its file in the folder %s.", folder);
  g_autoptr (OnbGuide) newer = changed ("reviewed=\"2025-05-31\"", "reviewed=\"2026-05-31\"");
  g_autoptr (OnbGuide) older = changed ("reviewed=\"2025-05-31\"", "reviewed=\"2024-05-31\"");
  g_autoptr (OnbGuideLibrary) library = NULL;
  g_autoptr (OnbGuideLibrary) again = NULL;
  g_autoptr (GError) error = NULL;
  GPtrArray *offers;

  put (file, newer);
  put (second, older);
  g_assert_true (g_file_set_contents (broken, "<guide>", -1, NULL));
  library = onb_guide_library_new (folder);
  g_assert_cmpint (date_of (library, id), ==, 202505);
  g_assert_false (onb_guide_library_is_users (library, id));
  offers = onb_guide_library_get_offers (library);
  g_assert_cmpuint (offers->len, ==, 1);
  g_assert_true (onb_guide_is_same (g_ptr_array_index (offers, 0), newer));
  g_assert_true (g_str_has_prefix (onb_guide_library_get_problems (library)[0], "broken.xml:1: "));
  g_assert_true (g_str_has_suffix (onb_guide_library_get_problems (library)[0], in_folder));
  g_assert_null (onb_guide_library_get_problems (library)[1]);

  g_assert_true (onb_guide_library_take (library, g_ptr_array_index (offers, 0), &error));
  g_assert_no_error (error);
  g_assert_cmpint (date_of (library, id), ==, 202605);
  g_assert_cmpuint (onb_guide_library_get_offers (library)->len, ==, 0);

  /* Another file under the same name changes nothing of what was taken. */
  put (file, older);
  again = onb_guide_library_new (folder);
  g_assert_cmpint (date_of (again, id), ==, 202605);
  g_assert_cmpuint (onb_guide_library_get_offers (again)->len, ==, 0);

  /* What is taken back is not lost: it is offered again. */
  put (file, newer);
  g_assert_true (onb_guide_library_take_back (library, id, &error));
  g_assert_cmpint (date_of (library, id), ==, 202505);
  g_assert_cmpuint (onb_guide_library_get_offers (library)->len, ==, 1);

  remove_folder (taken);
  remove_folder (folder);
}

/* Two guides of the same day, one taken after the other, and a file of the user's that has the name under which
 * they go back: none of them takes another's place. */
static void
test_nothing_is_overwritten (void)
{
  const char *id = "cerner-millennium";
  g_autofree char *folder = g_dir_make_tmp ("onb-guides-XXXXXX", NULL);
  g_autofree char *taken = g_build_filename (folder, "taken", NULL);
  g_autofree char *own = g_build_filename (folder, "cerner-millennium-2026-05-31.xml", NULL);
  g_autofree char *text = NULL;
  g_autoptr (OnbGuide) first = changed ("reviewed=\"2025-05-31\"", "reviewed=\"2026-05-31\"");
  g_autoptr (OnbGuide) second = changed ("reviewed=\"2025-05-31\"", "reviewed='2026-05-31'");
  g_autoptr (OnbGuideLibrary) library = onb_guide_library_new (folder);

  g_assert_true (g_file_set_contents (own, "<guide>", -1, NULL));
  g_assert_true (onb_guide_library_take (library, first, NULL));
  g_assert_true (onb_guide_library_take (library, second, NULL));
  g_assert_true (onb_guide_library_take_back (library, id, NULL));
  g_assert_cmpuint (onb_guide_library_get_offers (library)->len, ==, 2);
  g_assert_true (g_file_get_contents (own, &text, NULL, NULL));
  g_assert_cmpstr (text, ==, "<guide>");

  /* One that lies there already is not there twice. */
  g_assert_true (onb_guide_library_take (library, first, NULL));
  g_assert_true (onb_guide_library_take_back (library, id, NULL));
  g_assert_cmpuint (onb_guide_library_get_offers (library)->len, ==, 2);

  remove_folder (taken);
  remove_folder (folder);
}

static void
test_unknown_guide (void)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (onb_guide_load ("none", &error));
  g_assert_error (error, ONB_GUIDE_ERROR, ONB_GUIDE_ERROR_NOT_FOUND);
}

static void
test_enablement (void)
{
  g_autoptr (OnbGuide) guide = onb_guide_load ("cerner-millennium", NULL);
  const OnbGuideEnablement *enablement = onb_guide_get_enablement (guide);
  g_autoptr (GBytes) xml = g_bytes_new_static (WHOLE, strlen (WHOLE));
  g_autoptr (OnbGuide) without = onb_guide_new_from_bytes (xml, "g.xml", NULL);

  g_assert_cmpstr (enablement->identifier, ==, "Application ID");
  g_assert_cmpuint (enablement->minutes, ==, 15);
  g_assert_cmpuint (enablement->hostings->len, ==, 2);
  for (guint i = 0; i < enablement->hostings->len; i++)
    g_assert_nonnull (
        strstr (((const OnbGuideHosting *) g_ptr_array_index (enablement->hostings, i))->where,
                "tenant ID"));
  /* It is none of Leyr's steps. */
  g_assert_cmpint (onb_guide_get_n_steps (guide), ==, 14);
  g_assert_null (onb_guide_get_enablement (without));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/guide/head", test_head);
  g_test_add_func ("/guide/steps", test_steps);
  g_test_add_func ("/guide/scopes", test_scopes);
  g_test_add_func ("/guide/sketches", test_every_step_has_its_place_in_a_sketch);
  g_test_add_func ("/guide/places", test_places);
  g_test_add_func ("/guide/notes", test_notes);
  g_test_add_func ("/guide/files", test_files);
  g_test_add_func ("/guide/least-file", test_least_file);
  g_test_add_func ("/guide/wrong-files", test_wrong_files);
  g_test_add_func ("/guide/changes", test_changes);
  g_test_add_func ("/guide/every-change", test_every_change_is_told);
  g_test_add_func ("/guide/age", test_age);
  g_test_add_func ("/guide/old", test_old);
  g_test_add_func ("/guide/library", test_library);
  g_test_add_func ("/guide/offers", test_offers);
  g_test_add_func ("/guide/nothing-overwritten", test_nothing_is_overwritten);
  g_test_add_func ("/guide/unknown", test_unknown_guide);
  g_test_add_func ("/guide/enablement", test_enablement);
  return g_test_run ();
}
