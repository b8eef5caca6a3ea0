//! `OVER`.

use super::Compiler;
use super::{BindPlace, Hint};
use crate::error::CompileError;
use crate::expr::{
    FrameBound, FrameExclude, FrameNode, FrameUnit, Inlinable, InlinePlace, NamedWindowNode,
    OverNode, WindowNode,
};
use crate::types::TypeRef;
use crate::value::Value;

impl Compiler<'_> {
    pub(super) fn over(&mut self, node: &OverNode) -> Result<(), CompileError> {
        self.node(&node.function)?;
        self.push(" OVER ");
        let window = &node.window;
        let is_bare = window.partition_by.is_empty()
            && window.order_by.is_empty()
            && window.frame.is_none()
            && window.invalid.is_none();
        match window.base {
            Some(name) if is_bare => self.window_name(name),
            _ => self.window(window),
        }
    }

    /// Appends the `WINDOW` clause.
    pub(super) fn window_clause(
        &mut self,
        windows: &[NamedWindowNode],
    ) -> Result<(), CompileError> {
        if windows.is_empty() {
            return Ok(());
        }
        self.push(" WINDOW ");
        self.list(windows, ", ", |compiler, entry| {
            compiler.window_name(entry.name)?;
            compiler.push(" AS ");
            compiler.window(&entry.window)
        })
    }

    fn window_name(&mut self, name: &str) -> Result<(), CompileError> {
        if !self.dialect.capabilities().named_windows {
            return Err(self.unsupported("named windows"));
        }
        self.identifier(name);
        Ok(())
    }

    fn window(&mut self, node: &WindowNode) -> Result<(), CompileError> {
        if let Some(invalid) = &node.invalid {
            return self.node(invalid);
        }
        self.push("(");
        let mut separator = "";
        if let Some(name) = node.base {
            self.window_name(name)?;
            separator = " ";
        }
        if !node.partition_by.is_empty() {
            self.push(separator);
            self.push("PARTITION BY ");
            self.list(&node.partition_by, ", ", Self::node)?;
            separator = " ";
        }
        if !node.order_by.is_empty() {
            self.push(separator);
            self.push("ORDER BY ");
            self.list(&node.order_by, ", ", Self::node)?;
            separator = " ";
        }
        if let Some(frame) = &node.frame {
            self.push(separator);
            self.frame(frame)?;
        }
        self.push(")");
        Ok(())
    }

    fn frame(&mut self, frame: &FrameNode) -> Result<(), CompileError> {
        let capabilities = self.dialect.capabilities();
        self.push(match frame.unit {
            FrameUnit::Rows => "ROWS BETWEEN ",
            FrameUnit::Range => "RANGE BETWEEN ",
            FrameUnit::Groups if capabilities.frame_groups => "GROUPS BETWEEN ",
            FrameUnit::Groups => return Err(self.unsupported("GROUPS in a window's frame")),
        });
        self.frame_bound(frame.unit, &frame.start, "UNBOUNDED PRECEDING")?;
        self.push(" AND ");
        self.frame_bound(frame.unit, &frame.end, "UNBOUNDED FOLLOWING")?;
        let Some(exclude) = frame.exclude else {
            return Ok(());
        };
        if !capabilities.frame_exclude {
            return Err(self.unsupported("EXCLUDE in a window's frame"));
        }
        self.push(match exclude {
            FrameExclude::CurrentRow => " EXCLUDE CURRENT ROW",
            FrameExclude::Group => " EXCLUDE GROUP",
            FrameExclude::Ties => " EXCLUDE TIES",
            FrameExclude::NoOthers => " EXCLUDE NO OTHERS",
        });
        Ok(())
    }

    fn frame_bound(
        &mut self,
        unit: FrameUnit,
        bound: &FrameBound,
        unbounded: &str,
    ) -> Result<(), CompileError> {
        let (distance, direction) = match bound {
            FrameBound::Unbounded => {
                self.push(unbounded);
                return Ok(());
            }
            FrameBound::CurrentRow => {
                self.push("CURRENT ROW");
                return Ok(());
            }
            FrameBound::Preceding(distance) => (distance, " PRECEDING"),
            FrameBound::Following(distance) => (distance, " FOLLOWING"),
        };
        if unit != FrameUnit::Range && !matches!(distance.value, Value::Int(_)) {
            return Err(CompileError::Invalid(format!(
                "a bound of a window's frame must be an integer, not {}",
                distance.value.kind()
            )));
        }
        self.inlinable(distance, Hint::NONE)?;
        self.push(direction);
        Ok(())
    }

    /// Appends a value as a placeholder, or as a literal if the dialect requires it.
    ///
    /// # Errors
    /// Returns an error if the value is not part of the statement.
    pub fn inlinable(&mut self, piece: &Inlinable, hint: Hint) -> Result<(), CompileError> {
        let capabilities = self.dialect.capabilities();
        let inline = match piece.place {
            InlinePlace::Frame => capabilities.inline_frames,
            InlinePlace::JsonPath => capabilities.inline_json_paths,
        };
        match &piece.value {
            Value::Int(number) if inline => self.number(*number),
            Value::Text(text) if inline => self.text_literal(text),
            value => {
                let hint = hint.at(BindPlace::BesideColumn);
                self.bind(value, TypeRef::from_value(value), hint)?;
            }
        }
        Ok(())
    }
}
