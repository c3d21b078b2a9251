package dyn.runtime.results;

import java.io.IOException;
import java.io.PushbackReader;
import java.io.Reader;
import java.util.ArrayList;
import java.util.List;

/** Splits text into CSV records: quoted fields, doubled quotes, LF, CR or CRLF, blank lines and a byte order mark skipped. */
final class CsvRecords {
  private static final int END = -1;

  private final PushbackReader in;
  private int line = 1;
  private int start = 1;
  private boolean first = true;
  private String fault = "";

  CsvRecords(Reader reader) {
    this.in = new PushbackReader(reader, 2);
  }

  /** Line on which the last record started, from 1. */
  int start() {
    return start;
  }

  /** Why the last record is not well formed; empty if it is. */
  String fault() {
    return fault;
  }

  /** Empty list at the end of the text. */
  List<String> next() throws IOException {
    while (true) {
      start = line;
      List<String> fields = new ArrayList<>();
      boolean blank = true;
      int end;
      do {
        int c = read();
        boolean quoted = c == '"';
        if (!quoted) {
          unread(c);
        }
        StringBuilder text = new StringBuilder();
        end = quoted ? quotedField(text) : plainField(text);
        blank = blank && !quoted && end != ',' && text.toString().isBlank();
        fields.add(text.toString());
      } while (end == ',' && fault.isEmpty());
      if (!blank || !fault.isEmpty()) {
        return fields;
      }
      if (end == END) {
        return List.of();
      }
    }
  }

  private int plainField(StringBuilder text) throws IOException {
    int c = read();
    while (c != ',' && c != '\n' && c != END) {
      text.append((char) c);
      c = read();
    }
    return c;
  }

  private int quotedField(StringBuilder text) throws IOException {
    while (true) {
      int c = read();
      if (c == END) {
        fault = "a quote is never closed";
        return END;
      }
      if (c != '"') {
        text.append((char) c);
        continue;
      }
      int after = read();
      if (after == '"') {
        text.append('"');
        continue;
      }
      while (after == ' ' || after == '\t') {
        after = read();
      }
      if (after != ',' && after != '\n' && after != END) {
        fault = "text after a closing quote";
      }
      return after;
    }
  }

  /** Any line end reads as LF. */
  private int read() throws IOException {
    int c = in.read();
    if (first) {
      first = false;
      if (c == '\uFEFF') {
        c = in.read();
      }
    }
    if (c == '\r') {
      int after = in.read();
      if (after != '\n' && after != END) {
        in.unread(after);
      }
      c = '\n';
    }
    if (c == '\n') {
      line++;
    }
    return c;
  }

  private void unread(int c) throws IOException {
    if (c == '\n') {
      line--;
    }
    if (c != END) {
      in.unread(c);
    }
  }
}
