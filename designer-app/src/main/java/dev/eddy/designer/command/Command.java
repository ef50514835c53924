package dev.eddy.designer.command;

import dev.eddy.designer.state.AppState;
import dev.eddy.designer.state.Message;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Something that the user can do, as data: menus, context menus, toolbar, tooltips, the command
 * palette and the list of keys are all derived from it. Which keys send it says the {@link KeyMap}.
 *
 * @param id stable, such as {@code run.step-back}
 * @param title as the palette shows it
 * @param words further words that a search finds it by
 * @param icon name of its icon; empty for none
 * @param menu menu that it stands in
 * @param group commands of one group stand together in a menu, between two lines
 * @param places context menus that it stands in
 * @param scope where its keys act
 * @param turn commands of one turn may share a key, for they can never act at the same time; empty
 *     for none
 * @param label as a menu shows it now, such as {@code Undo rename}
 * @param obstacle why it cannot act now; empty where it can
 * @param message what it sends
 */
public record Command(
    String id,
    String title,
    String words,
    String icon,
    Menu menu,
    String group,
    Set<Place> places,
    Scope scope,
    String turn,
    Function<AppState, String> label,
    Function<AppState, String> obstacle,
    Function<AppState, Message> message) {
  /** Where keys act. */
  public enum Scope {
    /** Everywhere, also while typing. */
    ANYWHERE,
    /** Not while a text field has the focus. */
    NOT_IN_TEXT,
    /** Only while the canvas has the focus. */
    CANVAS
  }

  /** Menus of the window, in order. */
  public enum Menu {
    FILE("File"),
    EDIT("Edit"),
    VIEW("View"),
    RUN("Run"),
    HELP("Help"),
    /** In no menu: the palette and the keys lead to it. */
    NONE("");

    private final String title;

    Menu(String title) {
      this.title = title;
    }

    public String title() {
      return title;
    }
  }

  /** What a context menu is opened on. */
  public enum Place {
    NODE,
    EDGE,
    /** A note or a frame. */
    NOTE,
    CANVAS
  }

  public Command {
    places = Set.copyOf(places);
  }

  /** Begins a command; {@link Draft#sends} ends it. */
  public static Draft of(String id, String title) {
    return new Draft(id, title);
  }

  public boolean isEnabled(AppState state) {
    return obstacle.apply(state).isEmpty();
  }

  /** A command that is being written down. What is not said is: no menu, acts anywhere, always. */
  public static final class Draft {
    private final String id;
    private final String title;
    private String words = "";
    private String icon = "";
    private Menu menu = Menu.NONE;
    private String group = "";
    private Set<Place> places = Set.of();
    private Scope scope = Scope.ANYWHERE;
    private String turn = "";
    private Function<AppState, String> label;
    private Function<AppState, String> obstacle = s -> "";

    private Draft(String id, String title) {
      this.id = id;
      this.title = title;
      this.label = s -> title;
    }

    public Draft words(String value) {
      words = value;
      return this;
    }

    public Draft icon(String value) {
      icon = value;
      return this;
    }

    public Draft in(Menu value, String inGroup) {
      menu = value;
      group = inGroup;
      return this;
    }

    public Draft on(Place... value) {
      places = Set.of(value);
      return this;
    }

    public Draft notInText() {
      scope = Scope.NOT_IN_TEXT;
      return this;
    }

    public Draft onCanvas() {
      scope = Scope.CANVAS;
      return this;
    }

    public Draft turn(String value) {
      turn = value;
      return this;
    }

    public Draft label(Function<AppState, String> value) {
      label = value;
      return this;
    }

    /**
     * @param value why it cannot act; empty where it can
     */
    public Draft needs(Function<AppState, String> value) {
      obstacle = value;
      return this;
    }

    public Draft needs(Predicate<AppState> holds, String otherwise) {
      return needs(s -> holds.test(s) ? "" : otherwise);
    }

    public Command sends(Function<AppState, Message> message) {
      return new Command(
          id, title, words, icon, menu, group, places, scope, turn, label, obstacle, message);
    }

    public Command sends(Message message) {
      return sends(s -> message);
    }
  }
}
