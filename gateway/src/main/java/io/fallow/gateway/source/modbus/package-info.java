/** Modbus TCP devices, such as power meters: registers, polled. */
package io.fallow.gateway.source.modbus;
