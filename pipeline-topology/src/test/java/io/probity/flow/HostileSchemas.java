package io.probity.flow;

import java.util.Random;
import org.apache.avro.Schema;

/** Writers' schemas that nobody means well with, and some that are only strange. */
final class HostileSchemas {
    private HostileSchemas() {}

    /** Any of them. */
    static Schema one(Random random, int number) {
        var text = switch (random.nextInt(7)) {
            case 0 -> record(number, "{\"name\":\"a\",\"type\":{\"type\":\"array\",\"items\":\"null\"}}");
            case 1 -> record(number, "{\"name\":\"next\",\"type\":\"R" + number + "\"}");
            case 2 ->
                record(number, "{\"name\":\"f\",\"type\":{\"type\":\"fixed\",\"name\":\"F\",\"size\":2000000000}}");
            case 3 -> record(number, "{\"name\":\"id\",\"type\":[\"null\",\"R" + number + "\"]}");
            case 4 ->
                record(
                        number,
                        "{\"name\":\"eventType\",\"type\":\"bytes\"},{\"name\":\"m\",\"type\":{\"type\":\"map\",\"values\":\"double\"}}");
            case 5 ->
                record(
                        number,
                        "{\"name\":\"far\",\"type\":{\"type\":\"bytes\",\"logicalType\":\"decimal\",\"precision\":2000000001,\"scale\":2000000000}}");
            default -> "\"string\"";
        };
        return new Schema.Parser().parse(text);
    }

    /** One that no event can be read by, whatever the bytes: no record at all, or one whose items take no bytes. */
    static Schema unfit(Random random, int number) {
        var text = switch (random.nextInt(3)) {
            case 0 -> "\"string\"";
            case 1 -> "{\"type\":\"enum\",\"name\":\"E" + number + "\",\"symbols\":[\"A\"]}";
            default -> record(number, "{\"name\":\"a\",\"type\":{\"type\":\"array\",\"items\":\"null\"}}");
        };
        return new Schema.Parser().parse(text);
    }

    private static String record(int number, String fields) {
        return "{\"type\":\"record\",\"name\":\"R" + number + "\",\"fields\":[" + fields + "]}";
    }
}
