package dev.eddy.designer.canvas;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The camera in time: moved by the hand, or on its way to where it was sent. Step by step, as
 * frames come. FX thread only.
 */
final class CameraMotion {
  private static final long GLIDE_NANOS = 180_000_000L;
  private static final long REST_NANOS = 140_000_000L;

  private final List<Consumer<Camera>> listeners = new ArrayList<>();
  private Camera camera = Camera.HOME;
  private Camera from = Camera.HOME;
  private @Nullable Camera to;
  private long start;
  private long movedAt;

  Camera camera() {
    return camera;
  }

  /** Tells of every place that the camera comes to, in the order in which listeners came. */
  void listen(Consumer<Camera> listener) {
    listeners.add(listener);
  }

  /** Is there at once, and may move on at once. */
  void go(Camera value) {
    to = null;
    movedAt = System.nanoTime();
    jump(value);
  }

  /** Is there at once, and stays as it was: at rest, or on its way. */
  void jump(Camera value) {
    camera = value;
    listeners.forEach(l -> l.accept(value));
  }

  /** Goes there smoothly, by {@link #step}. */
  void glide(Camera value) {
    from = camera;
    to = value;
    start = System.nanoTime();
  }

  /** Stops where it is. */
  void hold() {
    to = null;
  }

  /** Goes on with its way; gives whether more of it is to come. */
  boolean step() {
    Camera end = to;
    if (end == null) {
      return false;
    }
    double t = Math.min(1, Math.max(0, (System.nanoTime() - start) / (double) GLIDE_NANOS));
    double s = 1 - Math.pow(1 - t, 3);
    movedAt = t >= 1 ? 0 : System.nanoTime();
    if (t >= 1) {
      to = null;
      jump(end);
      return false;
    }
    jump(
        new Camera(
            from.x() + (end.x() - from.x()) * s,
            from.y() + (end.y() - from.y()) * s,
            from.zoom() + (end.zoom() - from.zoom()) * s));
    return true;
  }

  /** Whether it has stood still for so long that a crisp picture is worth its price. */
  boolean isResting() {
    return to == null && System.nanoTime() - movedAt > REST_NANOS;
  }
}
