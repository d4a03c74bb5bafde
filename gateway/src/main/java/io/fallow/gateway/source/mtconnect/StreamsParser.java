package io.fallow.gateway.source.mtconnect;

import io.fallow.gateway.source.SourceException;
import java.io.IOException;
import java.io.InputStream;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.TemporalAccessor;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * Reads MTConnectStreams documents of any version: by local names, as the namespace tells the
 * version and vendors add their own. No document type, no entities. Not safe for several threads.
 */
final class StreamsParser {

  private static final XMLInputFactory FACTORY = factory();
  private static final DateTimeFormatter TIME =
      new DateTimeFormatterBuilder()
          .parseCaseInsensitive()
          .append(DateTimeFormatter.ISO_LOCAL_DATE_TIME)
          .optionalStart()
          .appendOffset("+HH:MM", "Z")
          .optionalEnd()
          .optionalStart()
          .appendOffset("+HHMM", "Z")
          .optionalEnd()
          .toFormatter(Locale.ROOT);

  private final XMLStreamReader xml;
  private final List<Observation> observations = new ArrayList<>();
  private final List<String> errors = new ArrayList<>();
  private String device = "";
  private String uuid = "";
  private String component = "";
  private String componentId = "";
  private boolean conditions;
  private String instance = "";
  private Instant createdAt = Instant.EPOCH;
  private long next;
  private long first;
  private long last;

  private StreamsParser(XMLStreamReader xml) {
    this.xml = xml;
  }

  private static XMLInputFactory factory() {
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    factory.setProperty(XMLInputFactory.IS_COALESCING, true);
    return factory;
  }

  /**
   * Reads a document.
   *
   * @throws AgentError if it is an agent's word on an error
   * @throws SourceException if it is no such document
   */
  static Streams parse(InputStream document) throws AgentError, SourceException {
    try {
      return new StreamsParser(FACTORY.createXMLStreamReader(document)).parse();
    } catch (XMLStreamException e) {
      throw new SourceException(
          e.getNestedException() instanceof IOException broken
              ? "the answer broke off: " + broken.getMessage()
              : "the agent answers what is no XML: " + firstLine(e),
          e);
    } catch (NumberFormatException | DateTimeException e) {
      throw new SourceException("the header of the agent's document has a bad number or time", e);
    } catch (RuntimeException e) { // out of the XML parser: garbage brings it down
      throw new SourceException("the agent answers what is no XML: " + e, e);
    }
  }

  private static String firstLine(XMLStreamException e) {
    return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
  }

  private Streams parse() throws XMLStreamException, AgentError, SourceException {
    String root = null;
    while (xml.hasNext()) {
      int event = xml.next();
      if (event == XMLStreamConstants.START_ELEMENT) {
        root = root == null ? xml.getLocalName() : root;
        if (root.equals("MTConnectError")) {
          error();
        } else {
          started(xml.getLocalName());
        }
      } else if (event == XMLStreamConstants.END_ELEMENT
          && xml.getLocalName().equals("Condition")) {
        conditions = false;
      }
    }
    if ("MTConnectError".equals(root)) {
      throw new AgentError(errors.isEmpty() ? "an error without a code" : errors.get(0));
    }
    if (!"MTConnectStreams".equals(root)) {
      throw new SourceException("the agent answers a document '" + root + "', not its streams");
    }
    if (instance.isEmpty()) {
      throw new SourceException("the agent's document has no header");
    }
    observations.sort(Comparator.comparingLong(Observation::sequence)); // grouped by item before
    return new Streams(instance, createdAt, next, first, last, observations);
  }

  private void started(String element) throws XMLStreamException {
    switch (element) {
      case "Header" -> header();
      case "DeviceStream" -> {
        device = attribute("name");
        uuid = attribute("uuid");
      }
      case "ComponentStream" -> {
        component = attribute("name");
        componentId = attribute("componentId");
      }
      case "Condition" -> conditions = xml.getAttributeValue(null, "dataItemId") == null;
      default -> {
        if (xml.getAttributeValue(null, "dataItemId") != null) {
          observations.add(observation(element));
        }
      }
    }
  }

  /** Until version 2.5 the error's text; from 2.6 on its element {@code ErrorMessage}. */
  private void error() throws XMLStreamException {
    String code = attribute("errorCode");
    if (code.isEmpty()) {
      return;
    }
    StringBuilder text = new StringBuilder();
    while (xml.next() != XMLStreamConstants.END_ELEMENT) {
      if (xml.isStartElement()) {
        String inner = xml.getLocalName();
        String content = text();
        if (inner.equals("ErrorMessage")) {
          text.append(content);
        }
      } else if (xml.isCharacters()) {
        text.append(xml.getText());
      }
    }
    errors.add(code + ": " + text.toString().strip());
  }

  private void header() {
    instance = attribute("instanceId");
    createdAt = time(attribute("creationTime"));
    next = number("nextSequence");
    first = number("firstSequence");
    last = number("lastSequence");
  }

  private Observation observation(String element) throws XMLStreamException {
    String code = attribute("nativeCode");
    String dataItem = attribute("dataItemId");
    String name = attribute("name");
    long sequence = sequence();
    Instant time = observedAt();
    return new Observation(
        device,
        uuid,
        component,
        componentId,
        conditions,
        element,
        code,
        dataItem,
        name,
        sequence,
        time,
        text());
  }

  private long sequence() {
    try {
      return number("sequence");
    } catch (NumberFormatException e) {
      return 0; // one bad number must not hide all others
    }
  }

  /** What an adapter stamped; where that is no time, the document's own. */
  private Instant observedAt() {
    try {
      return time(attribute("timestamp"));
    } catch (DateTimeException e) {
      return createdAt;
    }
  }

  /** Of the element and all within it: data sets have elements of their own. */
  private String text() throws XMLStreamException {
    StringBuilder text = new StringBuilder();
    for (int depth = 1; depth > 0; ) {
      int event = xml.next();
      if (event == XMLStreamConstants.START_ELEMENT) {
        depth++;
      } else if (event == XMLStreamConstants.END_ELEMENT) {
        depth--;
      } else if (event == XMLStreamConstants.CHARACTERS) {
        text.append(xml.getText());
      }
    }
    return text.toString().strip();
  }

  private String attribute(String name) {
    String value = xml.getAttributeValue(null, name);
    return value == null ? "" : value.strip();
  }

  private long number(String name) {
    String value = attribute(name);
    return value.isEmpty() ? 0 : Long.parseUnsignedLong(value);
  }

  /** Agents of some vendors leave the zone out, and mean UTC, as the standard says. */
  private static Instant time(String text) {
    TemporalAccessor time = TIME.parseBest(text, OffsetDateTime::from, LocalDateTime::from);
    return time instanceof OffsetDateTime instant
        ? instant.toInstant()
        : LocalDateTime.from(time).toInstant(ZoneOffset.UTC);
  }
}
