/** The entry point of the local stack and of its commands. */
package io.fallow.sim;
