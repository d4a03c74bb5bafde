/**
 * The local stack: everything of Fallow in one JVM beside one database process, and the commands
 * that look into it.
 */
package io.fallow.sim.local;
