/** Imports of meters' exports: a file of rows, read once, with a report on each row. */
package io.fallow.gateway.source.csv;
