/**
 * A broker of this site, to which smart plugs and meters publish: topics and JSON pointers to what
 * they say.
 */
package io.fallow.gateway.source.mqtt;
