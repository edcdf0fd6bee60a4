package io.probity.canonical;

import java.util.EnumSet;
import java.util.Set;
import org.apache.avro.Schema;

/** What a value looks like in JSON, which is all that tells the branches of a union apart. */
enum JsonShape {
    NULL,
    BOOLEAN,
    NUMBER,
    STRING,
    OBJECT,
    ARRAY;

    /** The shapes that values of a schema can take; a map takes either of two, by its keys. */
    static Set<JsonShape> of(Schema schema) {
        return switch (schema.getType()) {
            case NULL -> EnumSet.of(NULL);
            case BOOLEAN -> EnumSet.of(BOOLEAN);
            case INT, FLOAT, DOUBLE -> EnumSet.of(NUMBER);
            case LONG, STRING, BYTES, FIXED, ENUM -> EnumSet.of(STRING);
            case RECORD -> EnumSet.of(OBJECT);
            case MAP -> EnumSet.of(OBJECT, ARRAY);
            case ARRAY -> EnumSet.of(ARRAY);
            case UNION -> throw new IllegalArgumentException("a union holds no unions");
        };
    }
}
