/**
 * What has happened, for the organisations that may know it: written in the transaction that made
 * it happen, and told from there.
 */
package io.fallow.scheduler.telling;
