/** Sources hosted on Flink's source interface (FLIP-27). */
@NullMarked
package dev.eddy.flink.source;

import org.jspecify.annotations.NullMarked;
