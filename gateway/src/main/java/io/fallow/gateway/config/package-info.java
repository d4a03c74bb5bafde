/**
 * The gateway's file: YAML, checked against the published schema {@code gateway.schema.json}; every
 * fault is told with its line and key, all of them at once.
 */
package io.fallow.gateway.config;
