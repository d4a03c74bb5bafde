/** TLS as its files say, and in words why somebody is not trusted. */
package io.fallow.gateway.tls;
