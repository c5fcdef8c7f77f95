/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define ONB_GUIDE_ERROR (onb_guide_error_quark ())

/**
 * OnbGuideError:
 * @ONB_GUIDE_ERROR_INVALID: the file is no guide; the message names file, line and reason
 * @ONB_GUIDE_ERROR_NOT_FOUND: there is no guide of that name
 * @ONB_GUIDE_ERROR_OLDER: the guide was reviewed earlier than the one that is used now
 */
typedef enum
{
  ONB_GUIDE_ERROR_INVALID,
  ONB_GUIDE_ERROR_NOT_FOUND,
  ONB_GUIDE_ERROR_OLDER,
} OnbGuideError;

/**
 * OnbGuideItemKind: what there is to do with one thing on a console screen
 * @ONB_GUIDE_OPEN: open the address in value
 * @ONB_GUIDE_PRESS: click the button or link called label
 * @ONB_GUIDE_FIELD: fill or choose the field called label
 * @ONB_GUIDE_CHECK: check the box called label
 * @ONB_GUIDE_PRODUCTS: select every product of the guide, in the list called label
 * @ONB_GUIDE_SCOPES: check every scope of the guide
 * @ONB_GUIDE_EXPECT: the console says label
 * @ONB_GUIDE_COPY: copy what is called label; value is the credential's id
 */
typedef enum
{
  ONB_GUIDE_OPEN,
  ONB_GUIDE_PRESS,
  ONB_GUIDE_FIELD,
  ONB_GUIDE_CHECK,
  ONB_GUIDE_PRODUCTS,
  ONB_GUIDE_SCOPES,
  ONB_GUIDE_EXPECT,
  ONB_GUIDE_COPY,
} OnbGuideItemKind;

/**
 * OnbGuideChoice: how binding the value of a field is
 * @ONB_GUIDE_CHOICE_EXACT: this value and no other
 * @ONB_GUIDE_CHOICE_SUGGESTED: any value; this one is proposed
 * @ONB_GUIDE_CHOICE_FREE: any value, according to need
 */
typedef enum
{
  ONB_GUIDE_CHOICE_EXACT,
  ONB_GUIDE_CHOICE_SUGGESTED,
  ONB_GUIDE_CHOICE_FREE,
} OnbGuideChoice;

/**
 * OnbGuideItem: one thing to do in a step.
 * @label: (nullable): the console's own words, never translated
 * @value: (nullable): what to enter, open or copy, never translated
 * @explanation: (nullable): our words, translated
 */
typedef struct
{
  OnbGuideItemKind kind;
  OnbGuideChoice choice;
  char *label;
  char *value;
  char *explanation;
} OnbGuideItem;

/**
 * OnbGuideNote: something that the console shows to some, and what to do with it. It is no step of
 * Leyr's, and has no number.
 * @label: the console's own words, never translated
 * @explanation: what to do where it is seen, translated
 */
typedef struct
{
  char *label;
  char *explanation;
} OnbGuideNote;

/**
 * OnbGuideStep: one of Leyr's numbered steps.
 * @number: Leyr's number, from 1
 * @instruction: what to do, translated
 * @items: (element-type OnbGuideItem): in the order to do them
 * @notes: (element-type OnbGuideNote): what may be seen beside; may be empty
 */
typedef struct
{
  int number;
  char *instruction;
  GPtrArray *items;
  GPtrArray *notes;
} OnbGuideStep;

/**
 * OnbSketchKind: what a part of a drawn console screen looks like. Parts without a label stand for
 * what is there but does not matter, and are drawn as grey shapes.
 */
typedef enum
{
  ONB_SKETCH_COLUMN,
  ONB_SKETCH_ROW,
  ONB_SKETCH_BOTTOM,
  ONB_SKETCH_END,
  ONB_SKETCH_BLANK,
  ONB_SKETCH_HEADING,
  ONB_SKETCH_INPUT,
  ONB_SKETCH_SELECT,
  ONB_SKETCH_CHECK,
  ONB_SKETCH_BUTTON,
  ONB_SKETCH_LINK,
  ONB_SKETCH_ITEM,
  ONB_SKETCH_MESSAGE,
  ONB_SKETCH_PRODUCTS,
  ONB_SKETCH_SCOPES,
} OnbSketchKind;

/**
 * OnbSketchNode: a part of a drawn console screen.
 * @label: (nullable): the console's own words
 * @value: (nullable): what stands in a field
 * @step: the step whose place this is, or 0
 * @children: (nullable) (element-type OnbSketchNode): the parts inside a column, row or bottom bar
 */
typedef struct
{
  OnbSketchKind kind;
  char *label;
  char *value;
  int step;
  GPtrArray *children;
} OnbSketchNode;

/**
 * OnbGuideMark: where a step's place is on a real picture, as fractions of its width and height.
 */
typedef struct
{
  int step;
  double x, y, width, height;
} OnbGuideMark;

/**
 * OnbGuideScreen: one screen of the console, a page of the wizard.
 * @title: translated
 * @picture: (nullable): file name of the real picture, to be looked for in the picture folder
 * @marks: (element-type OnbGuideMark): places on that picture; may be empty
 * @steps: (element-type OnbGuideStep): at least one
 * @trail: (nullable): where in the console the screen is, in the console's own words
 */
typedef struct
{
  char *id;
  char *title;
  char *picture;
  GArray *marks;
  GPtrArray *steps;
  char *trail;
  OnbSketchNode *sketch;
} OnbGuideScreen;

/**
 * OnbGuideScope: a resource and what Leyr needs of it.
 * @check: the console's own words of the box to check
 * @option: (nullable): id of the option that makes this scope necessary; %NULL where it always is
 */
typedef struct
{
  char *resource;
  gboolean read;
  gboolean write;
  char *check;
  char *option;
} OnbGuideScope;

/**
 * OnbGuideOption: something that a clinic may want in addition.
 */
typedef struct
{
  char *id;
  char *title;
  char *explanation;
} OnbGuideOption;

/**
 * OnbGuideProduct: a product to select, and the FHIR version that it brings.
 * @version: "R4" or "DSTU2"
 * @retired: whether the EHR's maker no longer supports it: it may be missing from the console's list,
 *   and nothing that it alone does is the clinic's fault
 */
typedef struct
{
  char *version;
  char *label;
  gboolean retired;
} OnbGuideProduct;

/**
 * OnbGuideCredential: what the clinic has in hand at the end.
 * @secret: whether it is to be kept secret
 */
typedef struct
{
  char *id;
  char *label;
  gboolean secret;
} OnbGuideCredential;

/**
 * OnbGuideDirectory: where the EHR's maker publishes the addresses of its customers.
 * @megabytes: how large it is, about, to tell the user before it is downloaded
 */
typedef struct
{
  char *address;
  double megabytes;
} OnbGuideDirectory;

/**
 * OnbGuideSpeaks: what a host of the guide's answers in.
 */
typedef enum
{
  ONB_GUIDE_SPEAKS_FHIR,
  ONB_GUIDE_SPEAKS_OAUTH,
  ONB_GUIDE_SPEAKS_WEB,
} OnbGuideSpeaks;

/**
 * OnbGuideHost: a host that has to be reached, whichever clinic it is for.
 * @address: what may be asked there by everybody, without credentials
 * @purpose: what it is needed for, translated
 */
typedef struct
{
  OnbGuideSpeaks speaks;
  char *address;
  char *purpose;
} OnbGuideHost;

/**
 * OnbGuideHosting: who runs the EHR for a clinic.
 * @id: for files
 * @title: translated
 * @where: where the tenant is found then, translated
 */
typedef struct
{
  char *id;
  char *title;
  char *where;
} OnbGuideHosting;

/**
 * OnbGuideEnablement: what has to be done elsewhere, between the credentials and the test, so that the
 * application may use the clinic's EHR. It is no step of Leyr's, and has no number.
 * @subject: what the request is called at the EHR's maker, never translated
 * @product: the product that it is about, never translated
 * @identifier: what the console calls the application's own number, never translated
 * @minutes: how long it takes until it is known everywhere, once it is done
 * @need: why it is needed, and who does it, translated
 * @patience: how long it takes, translated
 * @again: when it is needed again, translated
 * @hostings: (element-type OnbGuideHosting): at least one
 */
typedef struct
{
  char *subject;
  char *product;
  char *identifier;
  guint minutes;
  char *need;
  char *patience;
  char *again;
  GPtrArray *hostings;
} OnbGuideEnablement;

#define ONB_TYPE_GUIDE (onb_guide_get_type ())
G_DECLARE_FINAL_TYPE (OnbGuide, onb_guide, ONB, GUIDE, GObject)

GQuark onb_guide_error_quark (void);

/**
 * onb_guide_load:
 * @id: a guide's id, the name of its file without ".xml"
 *
 * Loads one of the guides that come with the program.
 *
 * Returns: (transfer full) (nullable): the guide, or %NULL with #ONB_GUIDE_ERROR
 */
OnbGuide *onb_guide_load (const char *id, GError **error);

/**
 * onb_guide_new_from_bytes:
 * @xml: the guide file
 * @name: what to call the file in errors
 *
 * A guide that says that it will be reviewed, tomorrow aside, is none: it would keep away later ones.
 *
 * Returns: (transfer full) (nullable): the guide, or %NULL with #ONB_GUIDE_ERROR, whose message
 *   gives line and reason
 */
OnbGuide *onb_guide_new_from_bytes (GBytes *xml, const char *name, GError **error);

/**
 * onb_guide_new_from_file:
 * @path: (type filename): a file of the user's, of at most 1 MiB
 *
 * Returns: (transfer full) (nullable): the guide, or %NULL with #ONB_GUIDE_ERROR, whose message gives
 *   file, line and reason, or with what kept the file from being read
 */
OnbGuide *onb_guide_new_from_file (const char *path, GError **error);

/** onb_guide_get_id: Returns: the guide's id, for file names */
const char *onb_guide_get_id (OnbGuide *self);

/** onb_guide_get_system: Returns: the EHR system's own name, never translated */
const char *onb_guide_get_system (OnbGuide *self);

/** onb_guide_get_console: Returns: (nullable): the EHR's console's own name, never translated */
const char *onb_guide_get_console (OnbGuide *self);

/** onb_guide_get_console_or_system: Returns: what to call the console where it has to be called something,
 * never translated */
const char *onb_guide_get_console_or_system (OnbGuide *self);

/** onb_guide_get_maker: Returns: who makes the EHR, never translated; the system's name where the guide
 * does not say */
const char *onb_guide_get_maker (OnbGuide *self);

/** onb_guide_has_sandbox: Returns: whether the sandbox that the program knows is one of this EHR */
gboolean onb_guide_has_sandbox (OnbGuide *self);

/** onb_guide_get_reviewed: Returns: the day on which the facts were last reviewed */
const GDate *onb_guide_get_reviewed (OnbGuide *self);

/** onb_guide_describe_reviewed: Returns: (transfer full): that day as the locale writes dates */
char *onb_guide_describe_reviewed (OnbGuide *self);

/**
 * onb_guide_get_age:
 * @today: the date
 *
 * Returns: how many whole months ago the facts were reviewed; 0 where that lies in the future
 */
int onb_guide_get_age (OnbGuide *self, const GDate *today);

/**
 * onb_guide_is_old:
 * @today: the date
 *
 * Returns: whether the facts were reviewed so long ago, a year or more, that the console may well look
 *   otherwise by now
 */
gboolean onb_guide_is_old (OnbGuide *self, const GDate *today);

/** onb_guide_get_xml: Returns: (transfer none): the guide's file, as it was read */
GBytes *onb_guide_get_xml (OnbGuide *self);

/** onb_guide_is_same: Returns: whether the two were read from the same text */
gboolean onb_guide_is_same (OnbGuide *self, OnbGuide *other);

/** onb_guide_get_setup_type: Returns: the set-up type's name in Leyr's documentation */
const char *onb_guide_get_setup_type (OnbGuide *self);

/** onb_guide_get_setup_explanation: Returns: what that type means, translated */
const char *onb_guide_get_setup_explanation (OnbGuide *self);

/** onb_guide_get_prerequisite: Returns: what the clinic must have before step 1, translated */
const char *onb_guide_get_prerequisite (OnbGuide *self);

/** onb_guide_get_notes: Returns: (transfer none) (element-type OnbGuideNote): what may be seen while
 * the prerequisite is seen to; may be empty */
GPtrArray *onb_guide_get_notes (OnbGuide *self);

/** onb_guide_get_otherwise: Returns: what to do without it, translated */
const char *onb_guide_get_otherwise (OnbGuide *self);

/** onb_guide_get_contact: Returns: the mail address to write to without it */
const char *onb_guide_get_contact (OnbGuide *self);

/** onb_guide_get_directory: Returns: (transfer none) (nullable): the published directory of clinics */
const OnbGuideDirectory *onb_guide_get_directory (OnbGuide *self);

/** onb_guide_get_hosts: Returns: (transfer none) (element-type OnbGuideHost): may be empty */
GPtrArray *onb_guide_get_hosts (OnbGuide *self);

/** onb_guide_get_enablement: Returns: (transfer none) (nullable): what has to be done elsewhere before
 * the test can succeed; %NULL where that is nothing */
const OnbGuideEnablement *onb_guide_get_enablement (OnbGuide *self);

/** onb_guide_get_credentials: Returns: (transfer none) (element-type OnbGuideCredential) */
GPtrArray *onb_guide_get_credentials (OnbGuide *self);

/**
 * onb_guide_get_credential_label:
 * @secret: whether the one that is kept secret is meant, or the one that names the application
 *
 * Returns: (transfer none): what the console calls it, never translated
 */
const char *onb_guide_get_credential_label (OnbGuide *self, gboolean secret);

/** onb_guide_get_products: Returns: (transfer none) (element-type OnbGuideProduct) */
GPtrArray *onb_guide_get_products (OnbGuide *self);

/** onb_guide_get_options: Returns: (transfer none) (element-type OnbGuideOption) */
GPtrArray *onb_guide_get_options (OnbGuide *self);

/** onb_guide_get_scopes: Returns: (transfer none) (element-type OnbGuideScope): all, optional ones too */
GPtrArray *onb_guide_get_scopes (OnbGuide *self);

/**
 * OnbGuideItemFunc: one of the things that a step is about.
 *
 * Returns: whether it is the one that was looked for
 */
typedef gboolean (*OnbGuideItemFunc) (const OnbGuideStep *step,
                                      const OnbGuideItem *item,
                                      gpointer user_data);

/**
 * onb_guide_find_item:
 * @func: is called for each item of each step, in their order, until one is found
 *
 * Returns: (transfer none) (nullable): the item that was looked for
 */
const OnbGuideItem *onb_guide_find_item (OnbGuide *self, OnbGuideItemFunc func, gpointer user_data);

/**
 * onb_guide_get_console_address:
 *
 * Returns: (transfer none) (nullable): where the console is: the first web address that a step opens
 */
const char *onb_guide_get_console_address (OnbGuide *self);

/** onb_guide_get_screens: Returns: (transfer none) (element-type OnbGuideScreen): in their order */
GPtrArray *onb_guide_get_screens (OnbGuide *self);

/**
 * onb_guide_get_picture_path:
 * @screen: one of the guide's screens
 *
 * Returns: (transfer full): where a real picture of that screen is looked for: in the guide's picture
 *   folder below the user's data, under the name that the guide gives, else by the screen's id
 */
char *onb_guide_get_picture_path (OnbGuide *self, const OnbGuideScreen *screen);

/** onb_guide_get_n_steps: Returns: the number of the last step */
int onb_guide_get_n_steps (OnbGuide *self);

/**
 * onb_guide_find_step:
 * @number: a step's number
 *
 * Returns: the index of the screen with that step, or -1
 */
int onb_guide_find_step (OnbGuide *self, int number);

G_END_DECLS
