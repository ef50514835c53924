package dev.eddy.flink.plan;

import dev.eddy.model.io.JsonException;
import dev.eddy.model.io.PlanFiles;
import dev.eddy.model.plan.Plan;
import dev.eddy.operator.PlanClassLoader;
import dev.eddy.operator.Providers;
import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/**
 * Where tasks find the plan: in the job's jar, or, for a job that was built out of no jar, carried
 * along. Every node of a job shares one handle. The plan is read once per class loader.
 */
public final class PlanHandle implements Serializable {
  private static final long serialVersionUID = 1L;

  /** The plan's place in the job's jar. */
  public static final String RESOURCE = "eddy/plan.json";

  private static volatile @Nullable LoadedPlan loaded;

  private final byte @Nullable [] bytes;

  private PlanHandle(byte @Nullable [] bytes) {
    this.bytes = bytes;
  }

  /** The plan in the jar that holds this class. */
  public static PlanHandle inJar() {
    return new PlanHandle(null);
  }

  public static PlanHandle of(Plan plan) {
    return new PlanHandle(PlanFiles.write(plan));
  }

  /** The plan with what it needs at run time. */
  public LoadedPlan load() {
    if (bytes != null) {
      return read(bytes);
    }
    LoadedPlan plan = loaded;
    if (plan == null) {
      plan = read(resource());
      loaded = plan;
    }
    return plan;
  }

  private static byte[] resource() {
    ClassLoader loader = PlanHandle.class.getClassLoader();
    try (InputStream in = loader.getResourceAsStream(RESOURCE)) {
      if (in == null) {
        throw new IllegalStateException("the job's jar holds no " + RESOURCE);
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static LoadedPlan read(byte[] bytes) {
    ClassLoader loader = PlanHandle.class.getClassLoader();
    try {
      Plan plan = PlanFiles.read(bytes);
      return new LoadedPlan(plan, Providers.load(loader), new PlanClassLoader(plan, loader));
    } catch (JsonException e) {
      throw new IllegalStateException("the job's plan cannot be read: " + e.getMessage(), e);
    }
  }
}
