package dyn.ir;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The generic shape of every operation in text: {@code name @callee operands attr(words)... region (params) { ... }}. An
 * operation needs one line in each of the two switches of {@link Forms}, nothing in printer or parser.
 */
record Form(String name, Body callee, List<Value> operands, Map<String, List<String>> attributes, Map<String, Body> regions) {

  static Form of(String name, List<Value> operands) {
    return new Form(name, null, operands, Map.of(), Map.of());
  }

  Form attr(String key, List<String> words) {
    Map<String, List<String>> more = new LinkedHashMap<>(attributes);
    more.put(key, words);
    return new Form(name, callee, operands, more, regions);
  }

  Form attr(String key, String word) {
    return attr(key, List.of(word));
  }

  Form region(String key, Body body) {
    Map<String, Body> more = new LinkedHashMap<>(regions);
    more.put(key, body);
    return new Form(name, callee, operands, attributes, more);
  }

  Form call(Body body) {
    return new Form(name, body, operands, attributes, regions);
  }

  Value operand(int i) {
    if (!(i < operands.size())) throw new IllTyped(name + " needs more than " + operands.size() + " operands");
    return operands.get(i);
  }

  List<Value> operandsFrom(int i) {
    if (!(i <= operands.size())) throw new IllTyped(name + " needs at least " + i + " operands");
    return operands.subList(i, operands.size());
  }

  List<String> words(String key) {
    List<String> w = attributes.get(key);
    if (!(w != null)) throw new IllTyped(name + " needs " + key + "(...)");
    return w;
  }

  String word(String key) {
    List<String> w = words(key);
    if (w.size() != 1) throw new IllTyped(name + " " + key + "(...) takes one word");
    return w.getFirst();
  }

  Body region(String key) {
    Body b = regions.get(key);
    if (!(b != null)) throw new IllTyped(name + " needs a body after `" + key + "`");
    return b;
  }
}
