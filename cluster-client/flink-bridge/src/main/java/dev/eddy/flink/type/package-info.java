/** Rows and keys as Flink types: serializers with the schema in their snapshots. */
@NullMarked
package dev.eddy.flink.type;

import org.jspecify.annotations.NullMarked;
