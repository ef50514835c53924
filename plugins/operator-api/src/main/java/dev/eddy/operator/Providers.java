package dev.eddy.operator;

import dev.eddy.model.operator.Catalog;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;

/** The providers that a class loader sees. Immutable. */
public final class Providers implements Catalog {
  private final Map<String, OperatorProvider> byId;

  private Providers(Map<String, OperatorProvider> byId) {
    this.byId = byId;
  }

  /** Asks the service loader; two providers with one id are refused. */
  public static Providers load(ClassLoader loader) {
    List<OperatorProvider> all = new ArrayList<>();
    ServiceLoader.load(OperatorProvider.class, loader).forEach(all::add);
    return of(all);
  }

  public static Providers of(Collection<? extends OperatorProvider> providers) {
    List<OperatorProvider> sorted = new ArrayList<>(providers);
    sorted.sort(Comparator.comparing(p -> p.descriptor().family()));
    Map<String, OperatorProvider> byId = new LinkedHashMap<>();
    for (OperatorProvider p : sorted) {
      String id = p.descriptor().id();
      OperatorProvider other = byId.put(id, p);
      if (other != null) {
        throw new ServiceConfigurationError(
            "operator " + id + " is announced by " + other.getClass() + " and " + p.getClass());
      }
    }
    return new Providers(byId);
  }

  @Override
  public Optional<OperatorProvider> find(String operatorId) {
    return Optional.ofNullable(byId.get(operatorId));
  }

  @Override
  public Collection<OperatorProvider> all() {
    return byId.values();
  }
}
