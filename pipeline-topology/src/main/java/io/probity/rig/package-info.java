/**
 * Real engines on the loopback: a Kafka broker, a schema registry and JVMs of our own, each a child process that a test,
 * the demo or the benchmark can kill and start again.
 *
 * <p>In: the folder of engines that {@code ./probity engines} fills, and a work folder. Out: addresses to connect to, and
 * what was committed there. State: processes, which end when the JVM that started them ends, however it ends; and files in
 * the work folder.
 */
@NullMarked
package io.probity.rig;

import org.jspecify.annotations.NullMarked;
