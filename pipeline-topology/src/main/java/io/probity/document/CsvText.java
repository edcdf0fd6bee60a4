package io.probity.document;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A CSV file that a person or a spreadsheet wrote, row by row: RFC 4180, its first line the names of the columns, lines that are
 * empty or begin with # passed over. It still knows on which line and column each value was written.
 */
public final class CsvText {
    private final String file;
    private final String text;
    private final List<Problem> problems = new ArrayList<>();
    private final Map<String, Integer> columns = new HashMap<>();
    private List<Cell> row = List.of();
    private int at;
    private int line = 1;
    private int lineStart;

    private record Cell(String text, int line, int column) {}

    private CsvText(String file, String text) {
        this.file = file;
        this.text = text;
        this.at = text.startsWith("\uFEFF") ? 1 : 0; // spreadsheets put a byte order mark first
    }

    /**
     * Reads the first line.
     *
     * @param known the columns that there may be
     * @param needed those of them that there must be
     */
    public static CsvText of(String file, String text, List<String> known, List<String> needed) {
        var csv = new CsvText(file, text);
        csv.header(known, needed);
        return csv;
    }

    private void header(List<String> known, List<String> needed) {
        if (!cells()) {
            problems.add(new Problem(
                    Problem.Level.ERROR,
                    file,
                    1,
                    1,
                    "the first line must name the columns: " + String.join(",", known)));
            return;
        }
        for (int i = 0; i < row.size(); i++) {
            var cell = row.get(i);
            if (!known.contains(cell.text())) {
                problem(cell, "unknown column `" + cell.text() + "`" + NearestName.hint(cell.text(), known));
            } else if (columns.put(cell.text(), i) != null) {
                problem(cell, "column `" + cell.text() + "` is given twice");
            }
        }
        var first = row.getFirst();
        needed.stream()
                .filter(name -> !columns.containsKey(name))
                .forEach(name -> problem(first, "column `" + name + "` is needed"));
        if (!problems.isEmpty()) {
            at = text.length(); // values without names mean nothing
        }
    }

    /** Goes to the next row; false after the last. */
    public boolean next() {
        while (cells()) {
            if (row.size() <= width()) {
                return true;
            }
            problem(row.get(width()), "more values than columns: put a value with a comma in quotes");
        }
        return false;
    }

    private int width() {
        return columns.size();
    }

    /** A value of this row without the spaces around it; empty where there is none. */
    public String text(String column) {
        var i = columns.get(column);
        return i == null || i >= row.size() ? "" : row.get(i).text();
    }

    /** The line on which a value of this row was written, from 1; that of the row where it has none. */
    public int line(String column) {
        return cell(column).line();
    }

    /** Where on its line a value was written, from 1. */
    public int column(String column) {
        return cell(column).column();
    }

    /** Notes that a value of this row is wrong. */
    public void problem(String column, String message) {
        problem(cell(column), message);
    }

    private Cell cell(String column) {
        var i = columns.get(column);
        return i == null || i >= row.size() ? row.getFirst() : row.get(i);
    }

    private void problem(Cell cell, String message) {
        problems.add(new Problem(Problem.Level.ERROR, file, cell.line(), cell.column(), message));
    }

    public List<Problem> problems() {
        return List.copyOf(problems);
    }

    /** The next line that has something in it, as cells. */
    private boolean cells() {
        while (at < text.length()) {
            if (text.charAt(at) == '#') {
                int end = text.indexOf('\n', at);
                at = end < 0 ? text.length() : end;
            }
            if (!atLineEnd()) {
                row = line();
                return true;
            }
            endLine();
        }
        row = List.of();
        return false;
    }

    private List<Cell> line() {
        var cells = new ArrayList<Cell>();
        while (true) {
            int fromLine = line;
            int fromColumn = at - lineStart + 1;
            cells.add(
                    new Cell(at < text.length() && text.charAt(at) == '"' ? quoted() : plain(), fromLine, fromColumn));
            if (at < text.length() && text.charAt(at) == ',') {
                at++;
            } else {
                endLine();
                return cells;
            }
        }
    }

    private String plain() {
        int from = at;
        while (!atLineEnd() && text.charAt(at) != ',') {
            at++;
        }
        return text.substring(from, at).strip();
    }

    private String quoted() {
        int fromLine = line;
        int fromColumn = at - lineStart + 1;
        var value = new StringBuilder();
        for (at++; at < text.length(); at++) {
            char c = text.charAt(at);
            if (c == '"' && at + 1 < text.length() && text.charAt(at + 1) == '"') {
                value.append('"');
                at++;
            } else if (c == '"') {
                at++;
                if (!plain().isEmpty()) {
                    problem(new Cell("", fromLine, fromColumn), "something stands behind the closing quote");
                }
                return value.toString();
            } else {
                value.append(c);
                if (c == '\n') {
                    line++;
                    lineStart = at + 1;
                }
            }
        }
        problem(new Cell("", fromLine, fromColumn), "a quote is opened here and never closed");
        return value.toString();
    }

    private boolean atLineEnd() {
        return at >= text.length() || text.charAt(at) == '\n' || text.charAt(at) == '\r';
    }

    private void endLine() {
        if (at < text.length() && text.charAt(at) == '\r') {
            at++;
        }
        if (at < text.length() && text.charAt(at) == '\n') {
            at++;
        }
        line++;
        lineStart = at;
    }
}
