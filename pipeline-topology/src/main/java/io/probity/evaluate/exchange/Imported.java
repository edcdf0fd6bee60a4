package io.probity.evaluate.exchange;

import io.probity.document.Problem;
import io.probity.evaluate.catalog.Catalog;
import java.util.List;

/**
 * What came of another tool's file.
 *
 * @param remarks what is not judged here, and what of the file has no place in a catalog, each by name
 * @param problems why the file could not be read; where there are any, the catalog is not to be used
 */
public record Imported(Catalog catalog, List<String> remarks, List<Problem> problems) {}
