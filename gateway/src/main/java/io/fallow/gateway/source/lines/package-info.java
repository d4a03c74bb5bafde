/**
 * Files that a machine appends to, and the standard input: a reading, or a row of values, a line.
 */
package io.fallow.gateway.source.lines;
