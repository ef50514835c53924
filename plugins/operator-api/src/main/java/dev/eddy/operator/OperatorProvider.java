package dev.eddy.operator;

import dev.eddy.model.operator.OperatorType;

/**
 * Announces an operator type. Found with {@link java.util.ServiceLoader} under this interface's
 * name; a provider is one of {@link ProcessProvider}, {@link SourceProvider}, {@link SinkProvider},
 * has a public constructor without arguments and no state.
 */
public interface OperatorProvider extends OperatorType {}
