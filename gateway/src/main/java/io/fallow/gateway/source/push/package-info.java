/** A port at which machines and programs of this site hand readings in over HTTP. */
package io.fallow.gateway.source.push;
