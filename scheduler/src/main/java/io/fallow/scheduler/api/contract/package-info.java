/**
 * The OpenAPI contract, and requests held against it: every fault is found, not only the first, and
 * what passes arrives as typed values.
 */
package io.fallow.scheduler.api.contract;
