/**
 * What every operation of the API is made of: the call, its answer, the services it stands on, and
 * who may name which asset or facility. The rooms beside it hold the operations themselves.
 */
package io.fallow.scheduler.api.operation;
