/** Keyed state beyond the heap, in RocksDB. Nothing else sees RocksDB's types. */
@NullMarked
package dev.eddy.runtime.state.rocksdb;

import org.jspecify.annotations.NullMarked;
