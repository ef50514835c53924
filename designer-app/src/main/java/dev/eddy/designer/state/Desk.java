package dev.eddy.designer.state;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the panels of data and time know beside the run.
 *
 * @param pins of the pipeline that is shown, by node id
 * @param tour step of the tour, from 0, or {@link Tour#NONE} or {@link Tour#OFFERED}
 */
public record Desk(DataView view, Map<String, Pin> pins, int tour) {
  public static final Desk EMPTY = new Desk(DataView.PLAIN, Map.of(), Tour.NONE);

  public Desk {
    pins = Collections.unmodifiableMap(new LinkedHashMap<>(pins));
  }

  Desk withView(DataView value) {
    return new Desk(value, pins, tour);
  }

  Desk withPins(Map<String, Pin> value) {
    return new Desk(view, value, tour);
  }

  Desk withPin(String node, @Nullable Pin pin) {
    Map<String, Pin> copy = new LinkedHashMap<>(pins);
    if (pin == null) {
      copy.remove(node);
    } else {
      copy.put(node, pin);
    }
    return withPins(copy);
  }

  Desk withTour(int step) {
    return new Desk(view, pins, step);
  }
}
