/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * OnbMarkup: reads a small XML language that a table of elements describes. It knows where an element
 * may stand, which attributes it may have and where its text goes, and names file, line and reason of
 * whatever is wrong. What the elements mean is their reader's business.
 */
typedef struct _OnbMarkup OnbMarkup;

/**
 * OnbMarkupElement: one row of the table.
 * @name: the element's name; may be in the table again, for other parents
 * @parents: names of the elements that it may stand in, separated by blanks; "" for the outermost one
 * @start: reads the attributes, with onb_markup_attributes(); %NULL where it has none
 * @end: (nullable): checks what has become of it when it ends; errors name the line of its beginning
 */
typedef struct
{
  const char *name;
  const char *parents;
  gboolean (*start) (OnbMarkup *markup, gpointer reader, GError **error);
  gboolean (*end) (OnbMarkup *markup, gpointer reader, GError **error);
} OnbMarkupElement;

/**
 * onb_markup_read:
 * @xml: the file
 * @file: what to call it in errors
 * @elements: (array length=n_elements): the language
 * @reader: what @start and @end of the elements are given
 * @domain: the domain of the errors about the file
 * @code: their code
 *
 * Returns: %TRUE, or %FALSE with an error whose message begins with file and line
 */
gboolean onb_markup_read (GBytes *xml,
                          const char *file,
                          const OnbMarkupElement *elements,
                          guint n_elements,
                          gpointer reader,
                          GQuark domain,
                          int code,
                          GError **error);

/**
 * onb_markup_fail:
 * @format: the reason, as for printf()
 *
 * Sets an error that names file and line.
 *
 * Returns: %FALSE, to be returned from where it happened
 */
gboolean onb_markup_fail (OnbMarkup *self, GError **error, const char *format, ...)
    G_GNUC_PRINTF (3, 4);

/**
 * onb_markup_attributes:
 * @...: name, address of a (const char *), and so on, ended by %NULL. A name that begins with "?" may
 *   be missing. The strings belong to @self and last until the element's start has returned.
 *
 * Reads the attributes of the element that starts. Any other attribute is an error, and so is an
 * empty one.
 *
 * Returns: %TRUE if all that must be there are there
 */
gboolean onb_markup_attributes (OnbMarkup *self, GError **error, ...) G_GNUC_NULL_TERMINATED;

/**
 * onb_markup_step_number:
 * @text: an attribute's value
 * @number: (out): the step's number, from 1 to 999
 *
 * Returns: %TRUE, or %FALSE with an error if @text is none
 */
gboolean onb_markup_step_number (OnbMarkup *self, const char *text, int *number, GError **error);

/**
 * onb_markup_is_first:
 * @is_first: whether the element that starts or ends is the first one of its kind where it stands
 *
 * Returns: %TRUE, or %FALSE with an error that names the second one
 */
gboolean onb_markup_is_first (OnbMarkup *self, gboolean is_first, GError **error);

/** onb_markup_is_https: Returns: %TRUE, or %FALSE with an error if @address is no https address, or holds a
 * user's name */
gboolean onb_markup_is_https (OnbMarkup *self, const char *address, GError **error);

/**
 * onb_markup_is_id:
 * @id: an attribute's value; such IDs are names of files as well
 *
 * Returns: %TRUE, or %FALSE with an error if @id has anything but small letters, digits, and hyphens
 */
gboolean onb_markup_is_id (OnbMarkup *self, const char *id, GError **error);

/**
 * onb_markup_take_text:
 * @target: where the text of the element that starts goes when it ends: one line, translated,
 *   (transfer full); %NULL where it was empty. Where something already is there, it is an error
 *
 * Without this call an element can have no text.
 */
void onb_markup_take_text (OnbMarkup *self, char **target);

/** onb_markup_get_name: Returns: the name of the element that starts or ends */
const char *onb_markup_get_name (OnbMarkup *self);

/** onb_markup_get_parent: Returns: (nullable): the name of the element around it */
const char *onb_markup_get_parent (OnbMarkup *self);

G_END_DECLS
