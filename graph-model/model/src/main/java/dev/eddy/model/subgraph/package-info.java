/** Pipelines as operators of other pipelines. */
@org.jspecify.annotations.NullMarked
package dev.eddy.model.subgraph;
