/**
 * What a program may take from the machine that it runs on, without root and without changing it:
 * commands, Debian's packages in a cache folder, servers that end when this JVM does, ports, locks.
 */
package io.fallow.sim.machine;
