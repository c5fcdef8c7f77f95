/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include <glib/gi18n-lib.h>

#include "app/widgets/onb-wrap-label.h"

#include "app/window/onb-page.h"

typedef struct
{
  OnbSession *session;
  char *id;
  char *title;
  int first_step;
  int last_step;
  gboolean done;
  gboolean suggests;

  GtkWidget *heading;
  GtkWidget *steps_label;
  GtkWidget *title_label;
  GtkWidget *scroller;
  GtkWidget *clamp;
  GtkWidget *column;
  GtkViewport *viewport;
  AdwBreakpointBin *bin;
  AdwBreakpoint *one_column;
  AdwBreakpoint *narrow_column;
  gboolean narrow;
} OnbPagePrivate;

/* Of one of the two columns of a page with a companion. */
#define COLUMN_WIDTH 640

static void buildable_interface_init (GtkBuildableIface *interface);

G_DEFINE_ABSTRACT_TYPE_WITH_CODE (OnbPage,
                                  onb_page,
                                  ADW_TYPE_BIN,
                                  G_ADD_PRIVATE (OnbPage)
                                      G_IMPLEMENT_INTERFACE (GTK_TYPE_BUILDABLE,
                                                             buildable_interface_init))

static GtkBuildableIface *parent_buildable_interface;

enum
{
  PROP_SESSION = 1,
  PROP_ID,
  PROP_TITLE,
  PROP_FIRST_STEP,
  PROP_LAST_STEP,
  PROP_DONE,
  PROP_SUGGESTS,
  PROP_NUMBERS,
  PROP_LABEL,
  PROP_NARROW,
  N_PROPERTIES
};

static GParamSpec *properties[N_PROPERTIES];

#define PRIVATE(self) ((OnbPagePrivate *) onb_page_get_instance_private (self))

OnbSession *
onb_page_get_session (OnbPage *self)
{
  g_return_val_if_fail (ONB_IS_PAGE (self), NULL);

  return PRIVATE (self)->session;
}

OnbClinic *
onb_page_get_clinic (OnbPage *self)
{
  g_return_val_if_fail (ONB_IS_PAGE (self), NULL);

  return onb_session_get_clinic (PRIVATE (self)->session);
}

const char *
onb_page_get_id (OnbPage *self)
{
  g_return_val_if_fail (ONB_IS_PAGE (self), NULL);

  return PRIVATE (self)->id;
}

const char *
onb_page_get_title (OnbPage *self)
{
  g_return_val_if_fail (ONB_IS_PAGE (self), NULL);

  return PRIVATE (self)->title;
}

char *
onb_page_get_steps (OnbPage *self)
{
  int first, last;

  g_return_val_if_fail (ONB_IS_PAGE (self), NULL);

  first = PRIVATE (self)->first_step;
  last = PRIVATE (self)->last_step;
  if (first == 0)
    return NULL;

  if (first == last)
    return g_strdup_printf (_ ("Step %d"), first);

  /* Translators: the numbers of the first and the last step on a page. */
  return g_strdup_printf (_ ("Steps %d to %d"), first, last);
}

char *
onb_page_get_numbers (OnbPage *self)
{
  int first, last;

  g_return_val_if_fail (ONB_IS_PAGE (self), NULL);

  first = PRIVATE (self)->first_step;
  last = PRIVATE (self)->last_step;
  if (first == 0)
    return g_strdup ("");

  return first == last ? g_strdup_printf ("%d", first) : g_strdup_printf ("%d–%d", first, last);
}

char *
onb_page_get_label (OnbPage *self)
{
  g_autofree char *steps = NULL;
  g_autofree char *name = NULL;

  g_return_val_if_fail (ONB_IS_PAGE (self), NULL);

  steps = onb_page_get_steps (self);
  /* Translators: what something is called, and what it is. */
  name = steps != NULL ? g_strdup_printf (_ ("%s: %s"), steps, PRIVATE (self)->title)
                       : g_strdup (PRIVATE (self)->title);
  if (!PRIVATE (self)->done)
    return g_steal_pointer (&name);

  /* Translators: said after the name of a page on which everything is done. */
  return g_strdup_printf ("%s, %s", name, _ ("done"));
}

gboolean
onb_page_has_step (OnbPage *self, int number)
{
  g_return_val_if_fail (ONB_IS_PAGE (self), FALSE);

  return PRIVATE (self)->first_step <= number && number <= PRIVATE (self)->last_step;
}

static void
reveal (OnbPage *self, GtkWidget *step)
{
  gtk_widget_grab_focus (step);
  /* The focus alone brings nothing into view that has no place yet. */
  gtk_viewport_scroll_to (PRIVATE (self)->viewport, step, NULL);
}

static gboolean
on_first_frame (GtkWidget *step, GdkFrameClock *clock, gpointer data)
{
  reveal (ONB_PAGE (data), step);
  return G_SOURCE_REMOVE;
}

void
onb_page_reveal_step (OnbPage *self, int number)
{
  GtkWidget *step = NULL;

  g_return_if_fail (ONB_IS_PAGE (self));

  if (ONB_PAGE_GET_CLASS (self)->find_step != NULL)
    step = ONB_PAGE_GET_CLASS (self)->find_step (self, number);
  if (step == NULL)
    return;

  reveal (self, step);
  /* A window that opens moves the focus on from what is to have it. */
  if (!gtk_widget_get_mapped (step))
    gtk_widget_add_tick_callback (step, on_first_frame, self, NULL);
}

/* Otherwise an offer of the focus goes to what comes after the thing that had it last. */
static void
forget_focus (GtkWidget *widget)
{
  GtkWidget *child = gtk_widget_get_focus_child (widget);

  if (child == NULL)
    return;

  forget_focus (child);
  gtk_widget_set_focus_child (widget, NULL);
}

void
onb_page_focus (OnbPage *self)
{
  g_return_if_fail (ONB_IS_PAGE (self));

  forget_focus (PRIVATE (self)->scroller);
  /* A companion is looked at first, and used last. */
  if (!gtk_widget_child_focus (PRIVATE (self)->scroller, GTK_DIR_TAB_FORWARD))
    gtk_widget_child_focus (GTK_WIDGET (self), GTK_DIR_TAB_FORWARD);
}

gboolean
onb_page_get_done (OnbPage *self)
{
  g_return_val_if_fail (ONB_IS_PAGE (self), FALSE);

  return PRIVATE (self)->done;
}

void
onb_page_set_done (OnbPage *self, gboolean done)
{
  g_return_if_fail (ONB_IS_PAGE (self));

  if (PRIVATE (self)->done == done)
    return;

  PRIVATE (self)->done = done;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_DONE]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LABEL]);
}

void
onb_page_shown (OnbPage *self)
{
  g_return_if_fail (ONB_IS_PAGE (self));

  if (ONB_PAGE_GET_CLASS (self)->shown != NULL)
    ONB_PAGE_GET_CLASS (self)->shown (self);
}

void
onb_page_passed (OnbPage *self)
{
  g_return_if_fail (ONB_IS_PAGE (self));

  if (ONB_PAGE_GET_CLASS (self)->passed != NULL)
    ONB_PAGE_GET_CLASS (self)->passed (self);
}

gboolean
onb_page_get_suggests (OnbPage *self)
{
  g_return_val_if_fail (ONB_IS_PAGE (self), FALSE);

  return PRIVATE (self)->suggests;
}

void
onb_page_set_suggests (OnbPage *self, gboolean suggests)
{
  g_return_if_fail (ONB_IS_PAGE (self));

  if (PRIVATE (self)->suggests == suggests)
    return;

  PRIVATE (self)->suggests = suggests;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SUGGESTS]);
}

gboolean
onb_page_holds_input (OnbPage *self)
{
  g_return_val_if_fail (ONB_IS_PAGE (self), FALSE);

  return ONB_PAGE_GET_CLASS (self)->holds_input != NULL &&
         ONB_PAGE_GET_CLASS (self)->holds_input (self);
}

void
onb_page_set_companion (OnbPage *self, GtkWidget *companion)
{
  OnbPagePrivate *priv = PRIVATE (self);
  GtkWidget *columns, *aside, *scroller, *clamp;
  AdwBreakpoint *breakpoints[] = { priv->one_column, priv->narrow_column };

  g_return_if_fail (ONB_IS_PAGE (self));
  g_return_if_fail (GTK_IS_WIDGET (companion));

  columns = g_object_new (GTK_TYPE_BOX, "homogeneous", TRUE, NULL);
  aside = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  scroller = g_object_new (GTK_TYPE_SCROLLED_WINDOW, "propagate-natural-height", TRUE, "vexpand",
                           TRUE, "child", companion, NULL);
  clamp = g_object_new (ADW_TYPE_CLAMP, "maximum-size", COLUMN_WIDTH, "tightening-threshold",
                        COLUMN_WIDTH, "child", aside, NULL);

  g_object_ref (priv->heading);
  gtk_box_remove (GTK_BOX (priv->column), priv->heading);
  gtk_box_append (GTK_BOX (aside), priv->heading);
  g_object_unref (priv->heading);
  gtk_widget_add_css_class (scroller, "undershoot-top");
  gtk_widget_add_css_class (scroller, "undershoot-bottom");
  gtk_box_append (GTK_BOX (aside), scroller);
  gtk_widget_add_css_class (aside, "page-aside");

  g_object_set (priv->clamp, "maximum-size", COLUMN_WIDTH, "tightening-threshold", COLUMN_WIDTH,
                NULL);
  g_object_set (priv->scroller, "propagate-natural-height", TRUE, NULL);
  g_object_ref (priv->scroller);
  adw_breakpoint_bin_set_child (priv->bin, columns);
  gtk_box_append (GTK_BOX (columns), clamp);
  gtk_box_append (GTK_BOX (columns), priv->scroller);
  g_object_unref (priv->scroller);

  /* Above each other both have their natural height, or what there is is shared fairly. */
  for (guint i = 0; i < G_N_ELEMENTS (breakpoints); i++)
    adw_breakpoint_add_setters (breakpoints[i], G_OBJECT (columns), "orientation",
                                GTK_ORIENTATION_VERTICAL, G_OBJECT (columns), "homogeneous", FALSE,
                                G_OBJECT (scroller), "vexpand", FALSE, NULL);
}

static void
onb_page_constructed (GObject *object)
{
  OnbPage *self = ONB_PAGE (object);
  OnbPagePrivate *priv = PRIVATE (self);
  g_autofree char *steps = onb_page_get_steps (self);

  G_OBJECT_CLASS (onb_page_parent_class)->constructed (object);

  gtk_label_set_label (GTK_LABEL (priv->title_label), priv->title);
  gtk_label_set_label (GTK_LABEL (priv->steps_label), steps != NULL ? steps : "");
  gtk_widget_set_visible (priv->steps_label, steps != NULL);
}

/* What a template puts into a page stands below its title. */
static void
onb_page_add_child (GtkBuildable *buildable, GtkBuilder *builder, GObject *child, const char *type)
{
  OnbPagePrivate *priv = PRIVATE (ONB_PAGE (buildable));

  if (type == NULL && GTK_IS_WIDGET (child) && priv->column != NULL)
    gtk_box_append (GTK_BOX (priv->column), GTK_WIDGET (child));
  else
    parent_buildable_interface->add_child (buildable, builder, child, type);
}

static void
buildable_interface_init (GtkBuildableIface *interface)
{
  parent_buildable_interface = g_type_interface_peek_parent (interface);
  interface->add_child = onb_page_add_child;
}

static void
onb_page_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  OnbPagePrivate *priv = PRIVATE (ONB_PAGE (object));

  switch (id)
    {
    case PROP_SESSION:
      g_value_set_object (value, priv->session);
      break;
    case PROP_ID:
      g_value_set_string (value, priv->id);
      break;
    case PROP_TITLE:
      g_value_set_string (value, priv->title);
      break;
    case PROP_FIRST_STEP:
      g_value_set_int (value, priv->first_step);
      break;
    case PROP_LAST_STEP:
      g_value_set_int (value, priv->last_step);
      break;
    case PROP_DONE:
      g_value_set_boolean (value, priv->done);
      break;
    case PROP_SUGGESTS:
      g_value_set_boolean (value, priv->suggests);
      break;
    case PROP_NUMBERS:
      g_value_take_string (value, onb_page_get_numbers (ONB_PAGE (object)));
      break;
    case PROP_LABEL:
      g_value_take_string (value, onb_page_get_label (ONB_PAGE (object)));
      break;
    case PROP_NARROW:
      g_value_set_boolean (value, priv->narrow);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
onb_page_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  OnbPagePrivate *priv = PRIVATE (ONB_PAGE (object));

  switch (id)
    {
    case PROP_SESSION:
      priv->session = g_value_dup_object (value);
      break;
    case PROP_ID:
      priv->id = g_value_dup_string (value);
      break;
    case PROP_TITLE:
      priv->title = g_value_dup_string (value);
      break;
    case PROP_FIRST_STEP:
      priv->first_step = g_value_get_int (value);
      break;
    case PROP_LAST_STEP:
      priv->last_step = g_value_get_int (value);
      break;
    case PROP_DONE:
      onb_page_set_done (ONB_PAGE (object), g_value_get_boolean (value));
      break;
    case PROP_SUGGESTS:
      onb_page_set_suggests (ONB_PAGE (object), g_value_get_boolean (value));
      break;
    case PROP_NARROW:
      priv->narrow = g_value_get_boolean (value);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
onb_page_dispose (GObject *object)
{
  g_clear_object (&PRIVATE (ONB_PAGE (object))->session);

  G_OBJECT_CLASS (onb_page_parent_class)->dispose (object);
}

static void
onb_page_finalize (GObject *object)
{
  OnbPagePrivate *priv = PRIVATE (ONB_PAGE (object));

  g_free (priv->id);
  g_free (priv->title);

  G_OBJECT_CLASS (onb_page_parent_class)->finalize (object);
}

static void
onb_page_class_init (OnbPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags computed = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;
  const GParamFlags once = G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS;

  object_class->constructed = onb_page_constructed;
  object_class->get_property = onb_page_get_property;
  object_class->set_property = onb_page_set_property;
  object_class->dispose = onb_page_dispose;
  object_class->finalize = onb_page_finalize;

  properties[PROP_SESSION] = g_param_spec_object ("session", NULL, NULL, ONB_TYPE_SESSION, once);
  properties[PROP_ID] = g_param_spec_string ("id", NULL, NULL, NULL, once);
  properties[PROP_TITLE] = g_param_spec_string ("title", NULL, NULL, NULL, once);
  properties[PROP_FIRST_STEP] = g_param_spec_int ("first-step", NULL, NULL, 0, G_MAXINT, 0, once);
  properties[PROP_LAST_STEP] = g_param_spec_int ("last-step", NULL, NULL, 0, G_MAXINT, 0, once);
  properties[PROP_DONE] =
      g_param_spec_boolean ("done", NULL, NULL, FALSE,
                            G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  properties[PROP_SUGGESTS] =
      g_param_spec_boolean ("suggests", NULL, NULL, FALSE,
                            G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  properties[PROP_NUMBERS] = g_param_spec_string ("numbers", NULL, NULL, NULL, computed);
  properties[PROP_LABEL] = g_param_spec_string ("label", NULL, NULL, NULL, computed);

  /**
   * OnbPage:narrow:
   *
   * Whether the page is so narrow that what else stands beside each other stands below each other.
   */
  properties[PROP_NARROW] = g_param_spec_boolean ("narrow", NULL, NULL, FALSE,
                                                  G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);
}

static AdwBreakpoint *
add_breakpoint (OnbPage *self, const char *condition)
{
  AdwBreakpoint *breakpoint = adw_breakpoint_new (adw_breakpoint_condition_parse (condition));

  adw_breakpoint_bin_add_breakpoint (PRIVATE (self)->bin, breakpoint);
  return breakpoint;
}

static void
onb_page_init (OnbPage *self)
{
  OnbPagePrivate *priv = PRIVATE (self);
  GtkWidget *scroller = gtk_scrolled_window_new ();
  GtkWidget *clamp = adw_clamp_new ();
  GtkWidget *heading = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  GtkWidget *column = gtk_box_new (GTK_ORIENTATION_VERTICAL, 24);

  priv->steps_label = onb_wrap_label_new (NULL, "page-steps");
  priv->title_label = onb_wrap_label_new (NULL, "title-1");
  g_object_set (priv->title_label, "accessible-role", GTK_ACCESSIBLE_ROLE_HEADING, NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (priv->title_label), GTK_ACCESSIBLE_PROPERTY_LEVEL,
                                  1, -1);
  gtk_box_append (GTK_BOX (heading), priv->steps_label);
  gtk_box_append (GTK_BOX (heading), priv->title_label);
  gtk_widget_add_css_class (column, "page");
  gtk_box_append (GTK_BOX (column), heading);

  adw_clamp_set_maximum_size (ADW_CLAMP (clamp), 1040);
  adw_clamp_set_tightening_threshold (ADW_CLAMP (clamp), 900);
  adw_clamp_set_child (ADW_CLAMP (clamp), column);
  /* Sideways only where text is so large, in so narrow a window, that a word or a button has no room. */
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_AUTOMATIC,
                                  GTK_POLICY_AUTOMATIC);
  priv->viewport = GTK_VIEWPORT (gtk_viewport_new (NULL, NULL));
  gtk_viewport_set_child (priv->viewport, clamp);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), GTK_WIDGET (priv->viewport));
  gtk_widget_set_vexpand (scroller, TRUE);

  priv->bin = g_object_new (ADW_TYPE_BREAKPOINT_BIN, "width-request", 280, "height-request", 120,
                            "child", scroller, NULL);
  /* Of those that are true, the last one counts. */
  priv->one_column = add_breakpoint (self, "max-width: 680sp");
  priv->narrow_column = add_breakpoint (self, "max-width: 420sp");
  adw_breakpoint_add_setters (priv->narrow_column, G_OBJECT (self), "narrow", TRUE, NULL);
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (priv->bin));

  priv->heading = heading;
  priv->scroller = scroller;
  priv->clamp = clamp;
  priv->column = column;
}
