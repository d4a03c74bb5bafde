/**
 * How people sign in to the console by OpenID Connect, and, on one's own machine, the small
 * provider at which they do.
 */
package io.fallow.scheduler.api.signin;
