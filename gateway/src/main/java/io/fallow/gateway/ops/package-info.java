/**
 * What the running gateway tells on this machine: health, metrics and newest readings over HTTP.
 */
package io.fallow.gateway.ops;
