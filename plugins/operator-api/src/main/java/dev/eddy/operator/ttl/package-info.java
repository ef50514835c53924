/** Time to live over the state of any host that has none of its own. */
@NullMarked
package dev.eddy.operator.ttl;

import org.jspecify.annotations.NullMarked;
